import type { EngineInfo, ModelRecord } from '@kinglet/spec';

/** Who hears of what this device turns out not to bear. */
export interface ModelFaults {
  /** The model's engine was lost; called before anyone can ask for it again. */
  lost(model: ModelRecord, engine: EngineInfo): void;
  /** The model could not be loaded for want of memory; called before that is told. */
  outOfMemory(model: ModelRecord): void;
}
