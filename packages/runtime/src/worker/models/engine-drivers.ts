import type { Engine, ModelRecord } from '@kinglet/spec';
import type { LoadableAdapter } from './check-adapters.ts';
import type { EngineBackend } from './choose-backend.ts';

/** What an engine's driver is given to load a model. */
export interface LoadContext {
  readonly model: ModelRecord;
  /** The stored files, in the catalogue's order; empty where the engine fetches by its own list. */
  readonly files: readonly Blob[];
  /** Specialists to load beside it; each was checked against its base. */
  readonly adapters: readonly LoadableAdapter[];
  /** What to run it on; null where the engine leaves no choice. `webgpu` falls back to `wasm` where it fails. */
  readonly backend: EngineBackend | null;
  /** Progress of what the engine fetches itself, from 0 to 1. */
  onProgress(fraction: number): void;
  readonly signal: AbortSignal;
}

/** How the runtime deals with one engine. */
interface EngineDriver {
  /** Origins that the engine itself fetches from. */
  readonly origins: readonly string[];
  /** Loads a model into memory. Rejects with KingletError or `signal.reason`. */
  load(context: LoadContext): Promise<Engine>;
  /** Deletes what the engine stored itself. */
  remove?(model: ModelRecord): Promise<void>;
}

/** One driver for each engine that a catalogue can name. */
export type EngineDrivers = Readonly<Record<ModelRecord['engine'], EngineDriver>>;
