import { innerWorker } from '../../lifetime/testing/spied-worker.ts';

/** The WebAssembly module in the engine's inner worker comes to an end at once, as by an error of its own. */
export function crash(): void {
  innerWorker().postMessage({
    verb: 'wllama.action',
    args: ['no_such_action', new Uint8Array(64)],
    callbackId: -1,
  });
}
