import type { Engine, ModelRecord } from '@kinglet/spec';

/** What an engine's loader is given. */
export interface LoadContext {
  readonly model: ModelRecord;
  /** The stored files, in the catalogue's order; empty where the engine fetches by its own list. */
  readonly files: readonly Blob[];
  /** Progress of what the engine fetches itself, in bytes. */
  onProgress(receivedBytes: number): void;
  readonly signal: AbortSignal;
}

/** Loads a model into memory. Rejects with KingletError or `signal.reason`. */
export type EngineLoader = (context: LoadContext) => Promise<Engine>;

/** One loader for each engine that a catalogue can name. */
export type EngineLoaders = Readonly<Record<ModelRecord['engine'], EngineLoader>>;
