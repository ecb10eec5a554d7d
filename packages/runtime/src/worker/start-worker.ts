import type { Tool } from '@kinglet/spec';
import { expose } from 'comlink';
import { installErrorTransfer } from '../shared/index.ts';
import type { Fetch } from './approved-fetch.ts';
import { builtInDrivers } from './models/built-in-drivers.ts';
import { systemClock } from './system-clock.ts';
import { createWorkerApi } from './worker-api.ts';

export interface StartOptions {
  /** Address of `@wllama/wllama/esm/wasm/wllama.wasm`, as the bundler gives it. */
  readonly wasmUrl: string;
  readonly tools: (parts: { fetch: Fetch }) => readonly Tool[] | Promise<readonly Tool[]>;
}

/** Makes this worker Kinglet's. Call it once, while the script is first evaluated. */
export function startWorker({ wasmUrl, tools }: StartOptions): void {
  installErrorTransfer();
  const clock = systemClock;
  expose(createWorkerApi({ clock, tools, drivers: builtInDrivers({ wasmUrl, clock }) }));
}
