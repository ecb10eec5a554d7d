import type { Clock, Engine, ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import type { DeviceFacts } from '../device-facts.ts';
import type { EngineDrivers } from './engine-drivers.ts';
import type { ModelFaults } from './model-faults.ts';
import type { ModelFiles } from './model-files.ts';
import type { ModelPace } from './model-pace.ts';
import type { ModelShelf } from './model-shelf.ts';
import type { ModelUses } from './model-uses.ts';
import type { AdapterShop } from './supply-model.ts';
import type { UnpinnedFiles } from './unpinned-files.ts';

export interface ModelServiceOptions {
  /** The catalogue's, then the user's own. */
  readonly models: readonly ModelRecord[];
  /** Records of the user's own. */
  readonly own: ModelShelf;
  readonly device: DeviceFacts;
  readonly files: ModelFiles;
  readonly unpinned: UnpinnedFiles;
  readonly drivers: EngineDrivers;
  readonly shop: AdapterShop;
  readonly uses: ModelUses;
  freeBytes(): Promise<number | null>;
  readonly pace: ModelPace;
  readonly faults: ModelFaults;
  readonly clock: Clock;
  /** Each change of a model's status. */
  onStatus(status: ModelStatus): void;
  /** One of the user's own was deleted. */
  onRemoved(modelId: string): void;
  /** A model was loaded: puts the fixed prefix into its cache. Rejects with `signal.reason`. */
  warmUp(engine: Engine, signal: AbortSignal): Promise<void>;
}
