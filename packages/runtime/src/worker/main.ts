import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { startWorker } from './start-worker.ts';

// Against this script, not `location`: an embedding page starts the worker from a blob that imports it.
startWorker({ wasmUrl: new URL(wasmUrl, import.meta.url).href });
