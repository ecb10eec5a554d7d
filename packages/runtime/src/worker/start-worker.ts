import type { RunLimits } from '@kinglet/agent';
import { startNestedWorker, type TransformersAssets } from '@kinglet/engines';
import { createSandbox } from '@kinglet/tools';
import { expose } from 'comlink';
import { installErrorTransfer } from '../shared/index.ts';
import { builtInDrivers } from './models/built-in-drivers.ts';
import { systemClock } from './system-clock.ts';
import { openTrustedRealm } from './trusted-realm.ts';
import { createWorkerApi } from './worker-api.ts';

export interface StartOptions {
  /** Of the script that calls this, such as its file name with a hash in it. */
  readonly version: string;
  /** Address of `@wllama/wllama/esm/wasm/wllama.wasm`, as the bundler gives it. */
  readonly wasmUrl: string;
  /** Addresses of the engine transformers. */
  readonly transformers: TransformersAssets;
  /** Addresses of `@kinglet/tools/user-tools/worker` and of QuickJS's wasm file. */
  readonly sandbox: { readonly workerUrl: string; readonly wasmUrl: string };
  /** Of a run, those that are not the agent's defaults; absent: none. */
  readonly limits?: Partial<RunLimits>;
}

/** Makes this worker Kinglet's. Call it once, while the script is first evaluated. */
export function startWorker({ version, wasmUrl, transformers, sandbox, limits = {} }: StartOptions): void {
  installErrorTransfer();
  const clock = systemClock;
  expose(
    createWorkerApi({
      ...{ version, clock, limits },
      sandbox: createSandbox({
        startWorker: () => startNestedWorker(sandbox.workerUrl),
        wasmUrl: sandbox.wasmUrl,
        clock,
      }),
      drivers: (page) =>
        builtInDrivers({ wasmUrl, transformers, clock, page, ...(openTrustedRealm() ? { threads: 1 } : {}) }),
    }),
  );
}
