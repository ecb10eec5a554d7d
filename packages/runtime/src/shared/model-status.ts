import type { EngineInfo, ErrorShape, ModelRecord } from '@kinglet/spec';

/** Whether this device can run a model: shown as a colour and a word. */
export type ModelFit = 'good' | 'slow' | 'no';

/**
 * A model's life on this device. `absent` -> `downloading` <-> `paused` -> `verifying` -> `stored` -> `loading` ->
 * `ready`; `failed` from anywhere, with the error.
 */
export interface ModelStatus {
  readonly model: ModelRecord;
  readonly fit: ModelFit;
  /** Why, in plain words: `runs on the GPU`, `needs WebGPU with shader-f16`. */
  readonly fitReason: string;
  readonly phase:
    | 'absent'
    | 'downloading'
    | 'paused'
    | 'verifying'
    | 'stored'
    | 'loading'
    | 'ready'
    | 'failed';
  readonly receivedBytes: number;
  /** Smoothed download rate; null when unknown. */
  readonly bytesPerSecond: number | null;
  /** Set while `ready`: what really runs. */
  readonly engine: EngineInfo | null;
  readonly error: ErrorShape | null;
  /** True where the bytes could not be stored and are held in memory for this visit only. */
  readonly memoryOnly: boolean;
  /** True once the fixed prefix stands in its KV cache: from then on an answer starts at its soonest. */
  readonly warm?: boolean;
}
