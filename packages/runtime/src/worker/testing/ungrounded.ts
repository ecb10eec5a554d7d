import quickjsUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import transformersUrl from '@kinglet/engines/transformers/worker?worker&url';
import sandboxUrl from '@kinglet/tools/user-tools/worker?worker&url';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import onnxUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { startWorker } from '../start-worker.ts';

// Against this script, not `location`: an embedding page starts the worker from a blob that imports it.
const absolute = (url: string) => new URL(url, import.meta.url).href;

/** The app's worker without grounded decoding (A42), so that what it brings can be measured. */
startWorker({
  version: new URL(import.meta.url).pathname,
  wasmUrl: absolute(wasmUrl),
  sandbox: { workerUrl: absolute(sandboxUrl), wasmUrl: absolute(quickjsUrl) },
  limits: { grounded: false },
  transformers: { workerUrl: absolute(transformersUrl), wasmUrl: absolute(onnxUrl) },
});
