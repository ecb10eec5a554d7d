import type { Clock, Engine, ModelRecord } from '@kinglet/spec';
import type { ModelCosts, ModelStatus } from '../../shared/index.ts';
import type { DeviceFacts } from '../device-facts.ts';
import { modelFit } from '../model-fit.ts';
import type { QueuedEngine } from '../queued-engine.ts';
import { calibrate, calibrationRequest } from './calibrate.ts';
import { chooseBackend, type EngineBackend } from './choose-backend.ts';
import { measuredEngine } from './measured-engine.ts';
import type { ModelLosses } from './model-losses.ts';
import { modelSpeed } from './model-speed.ts';
import type { ModelSpeeds } from './model-speeds.ts';

export interface ModelPaceOptions {
  readonly speeds: ModelSpeeds;
  readonly device: DeviceFacts;
  readonly clock: Clock;
  /** What the user pinned. */
  pinned(): EngineBackend | null;
  /** Of which the GPU was lost too often. */
  readonly losses: Pick<ModelLosses, 'isOffGpu'>;
}

/** Measures how fast models run, and says what follows from it. */
export class ModelPace {
  readonly #options: ModelPaceOptions;

  constructor(options: ModelPaceOptions) {
    this.#options = options;
  }

  /** What a model runs on next; null where its engine leaves no choice. */
  backend(model: Pick<ModelRecord, 'engine' | 'id'>): EngineBackend | null {
    const { device, speeds, pinned, losses } = this.#options;
    const isOffGpu = losses.isOffGpu(model.id);
    return chooseBackend(model, { device, records: speeds.records, pinned: pinned(), isOffGpu });
  }

  /** What is said of a model before it is loaded, and after. `models`: those that its speed can be scaled from. */
  verdict(
    model: ModelRecord,
    costs: Pick<ModelCosts, 'memoryBytes'>,
    models: readonly ModelRecord[],
  ): Pick<ModelStatus, 'fit' | 'fitReason' | 'speed' | 'backend'> {
    const { device, speeds } = this.#options;
    const backend = this.backend(model);
    const speed = modelSpeed(model, { backend, records: speeds.records, models });
    return { ...modelFit(model, device, { ...costs, speed, backend }), speed, backend };
  }

  /** The engine, each of whose calls is measured. `noted` is called when a measurement is there. */
  measured(engine: Engine, noted: () => void): Engine {
    const { clock, speeds } = this.#options;
    return measuredEngine(engine, {
      clock,
      onSample: (sample, request) => {
        void speeds.note(engine.info, sample, { isCalibration: request === calibrationRequest });
        noted();
      },
    });
  }

  /**
   * Makes one short call on a model that was never measured as it runs now, while nobody wants the engine. Where the
   * browser runs its own model it makes none: a session of it costs too much. Resolves whatever comes of it; `noted` as for
   * `measured`.
   */
  async calibrate(engine: QueuedEngine, signal: AbortSignal, noted: () => void): Promise<void> {
    const { clock, speeds } = this.#options;
    if (engine.info.backend === 'browser' || speeds.isMeasured(engine.info)) return;
    const sample = await engine.inBackground(
      (background, either) => calibrate(background, { clock, signal: either }),
      signal,
    );
    if (sample === null) return;
    void speeds.note(engine.info, sample, { isCalibration: true });
    noted();
  }
}
