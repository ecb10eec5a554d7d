import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { startWorker } from './start-worker.ts';

startWorker({ wasmUrl: new URL(wasmUrl, location.href).href });
