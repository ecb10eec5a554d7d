import type { Backend } from '@kinglet/spec';

/** What runs in the model's own worker: transformers.js with one model. Numbers are copied, logits moved. */
export interface ModelHost {
  /** `onLost`: the GPU device is gone. Rejects with an Error that says what is wrong. */
  load(options: ModelHostOptions, onLost: (reason: string) => void): Promise<void>;
  forward(ids: readonly number[]): Promise<Float32Array>;
  crop(length: number): Promise<number>;
}

export interface ModelHostOptions {
  /** By their paths in the model's folder, such as `onnx/model_q4.onnx`. */
  readonly files: Readonly<Record<string, Blob>>;
  /** Address of `onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm`. */
  readonly wasmUrl: string;
  readonly backend: Extract<Backend, 'wasm' | 'webgpu'>;
  readonly threads: number;
}
