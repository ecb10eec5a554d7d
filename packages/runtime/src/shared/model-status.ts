import type { EngineInfo, ErrorShape, ModelRecord } from '@kinglet/spec';
import type { AdapterStatus } from './adapter-status.ts';
import type { ModelSpeed } from './model-speed.ts';
import type { Settings } from './settings.ts';

/** Whether this device can run a model: shown as a colour and a word. */
export type ModelFit = 'good' | 'slow' | 'no';

/** What a model takes of this device, specialists and the prepared copy included; each null where it is not known. */
export interface ModelCosts {
  readonly downloadBytes: number | null;
  /** All that lies on the disk once the model has been loaded. */
  readonly diskBytes: number | null;
  /** While it runs; an estimate. */
  readonly memoryBytes: number | null;
}

/**
 * A model's life on this device. `absent` -> `downloading` <-> `paused` -> `verifying` -> `stored` -> `preparing` (once,
 * where a copy of another type runs faster here) -> `loading` -> `ready`; `failed` from anywhere, with the error. One of the
 * user's own begins as `stored`.
 */
export interface ModelStatus {
  readonly model: ModelRecord;
  readonly fit: ModelFit;
  /** Why, in plain words: `runs on the GPU`, `needs WebGPU with shader-f16`. */
  readonly fitReason: string;
  /** Null where nothing ran here that tells. */
  readonly speed: ModelSpeed | null;
  /** What it runs on next; null where its engine leaves no choice. */
  readonly backend: Settings['backend'];
  readonly phase:
    | 'absent'
    | 'downloading'
    | 'paused'
    | 'verifying'
    | 'stored'
    | 'preparing'
    | 'loading'
    | 'ready'
    | 'failed';
  readonly costs: ModelCosts;
  /** Whether the disk has room for what is missing; absent where nothing is missing or nobody knows. */
  readonly room?: 'fits' | 'full' | undefined;
  /** Of model and specialists. */
  readonly receivedBytes: number;
  /** How much of what the engine fetches for itself has come, from 0 to 1; absent where bytes are counted. */
  readonly fetchedShare?: number;
  /** Smoothed download rate; null when unknown. */
  readonly bytesPerSecond: number | null;
  /** How much of the copy is written, from 0 to 1; null while it is not being prepared. */
  readonly preparedShare: number | null;
  /** For people: why the model runs from the file as it came, where a prepared copy would be faster; else null. */
  readonly unpreparedReason: string | null;
  /** Its specialists: the catalogue's in their order, then imported ones. */
  readonly adapters: readonly AdapterStatus[];
  /** Set while `ready`: what really runs. */
  readonly engine: EngineInfo | null;
  readonly error: ErrorShape | null;
  /** True where the bytes could not be stored and are held in memory for this visit only. */
  readonly memoryOnly: boolean;
  /** True once the fixed prefix stands in its KV cache: from then on an answer starts at its soonest. */
  readonly warm?: boolean;
}
