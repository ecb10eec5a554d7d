import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import { runUserCode } from './run-user-code.ts';
import type { SandboxJob } from './sandbox.ts';

/** Runs one function of the user's and is ended by whoever started it. Says `ready`, then takes one job and posts its end. */
declare const self: DedicatedWorkerGlobalScope;

self.addEventListener(
  'message',
  async ({ data: wasmUrl }: MessageEvent<string>) => {
    const quickjs = await newQuickJSWASMModuleFromVariant(
      newVariant(variant, { wasmLocation: wasmUrl }),
    ).catch((thrown: unknown) => {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      self.postMessage({
        ok: false,
        reason: `The sandbox for your own tools could not be loaded: ${reason}`,
      });
    });
    if (!quickjs) return;
    self.addEventListener(
      'message',
      ({ data: { tool, args } }: MessageEvent<SandboxJob>) => {
        self.postMessage(runUserCode(quickjs, tool, args, { nowMs: () => performance.now() }));
      },
      { once: true },
    );
    self.postMessage('ready');
  },
  { once: true },
);
