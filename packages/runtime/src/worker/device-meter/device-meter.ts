import { type Clock, type Engine, KingletError } from '@kinglet/spec';
import {
  type BackendSpeed,
  type CheckOutcome,
  type DeviceReport,
  deviceChecks,
  type FailedSpeed,
  type MeasureProgress,
  type ReportedDevice,
} from '../../shared/index.ts';
import type { DeviceFacts } from '../device-facts.ts';
import { orAborted } from '../gate.ts';
import { backendsOf, type EngineBackend } from '../models/choose-backend.ts';
import type { ModelService } from '../models/model-service.ts';
import { engineChecks } from './engine-checks.ts';
import { measureSpeed } from './measure-speed.ts';

export interface DeviceMeterOptions {
  readonly models: Pick<ModelService, 'engineFor' | 'prepared' | 'records' | 'reload'>;
  readonly device: DeviceFacts;
  /** What the report says of the device. */
  describe(): Promise<ReportedDevice>;
  readonly clock: Clock;
  /** Of the worker's script. */
  readonly build: string;
  /** Id of the chosen model; null where there is none. */
  modelId(): string | null;
  /** Resolves when no answer is being written: the model is loaded anew only then. */
  idle(): Promise<void>;
}

type Report = Omit<DeviceReport, 'roundTripMs'>;
type Tell = (progress: MeasureProgress | null) => void;

/** Measures the chosen model on this device. */
export interface DeviceMeter {
  /**
   * Loads the model anew on each backend that its engine has here, times two questions, and checks the last one on what the engine
   * contract promises. Whatever comes of it, the model is loaded afterwards as it would be else. Null: it was stopped.
   *
   * @throws KingletError `invalid-input` where no model is here or a measurement runs already; else what loading throws.
   */
  measure(tell: Tell): Promise<Report | null>;
  /** Stops the measurement that runs, and waits for it. */
  stop(): Promise<void>;
}

export function createDeviceMeter(options: DeviceMeterOptions): DeviceMeter {
  let running: { readonly stop: AbortController; readonly done: Promise<Report | null> } | null = null;
  return {
    async measure(tell) {
      if (running !== null) throw isRunning();
      const stop = new AbortController();
      const done = measureAll(options, tell, stop.signal);
      running = { stop, done };
      try {
        return await done;
      } catch (thrown) {
        if (stop.signal.aborted) return null;
        throw thrown;
      } finally {
        running = null;
        tell(null);
      }
    },
    async stop() {
      running?.stop.abort();
      await running?.done.catch(() => {});
    },
  };
}

async function measureAll(options: DeviceMeterOptions, tell: Tell, signal: AbortSignal): Promise<Report> {
  const { models, device, describe, clock, build, modelId, idle } = options;
  const id = modelId();
  await idle();
  const model = models.records.find((record) => record.id === id);
  if (id === null || model === undefined || (await models.engineFor(id, signal)) === null) throw isMissing();
  const backends: readonly (EngineBackend | null)[] = backendsOf(model, device);
  const places = backends.length === 0 ? [null] : backends;
  const total = places.length + deviceChecks.length;
  let done = 0;
  const begin = (step: MeasureProgress['step']) => {
    tell({ step, done, total });
    done += 1;
  };
  const loaded = async (backend: EngineBackend | null): Promise<Engine> => {
    await models.reload(id, { backend });
    signal.throwIfAborted();
    const engine = await models.engineFor(id, signal);
    if (engine === null) throw isMissing();
    return engine;
  };
  const { engine: name, sizeBytes, contextTokens } = model;
  const speeds: (BackendSpeed | FailedSpeed)[] = [];
  const checks: CheckOutcome[] = [];
  try {
    for (const backend of places) {
      begin('speed');
      speeds.push(await speedOn(backend, { models, loaded, clock, signal }));
    }
    for (const check of deviceChecks) {
      begin(check);
      const run = async (): Promise<string | null> => {
        const engine = check === 'reload' ? await loaded(null) : await models.engineFor(id, signal);
        if (engine === null) throw isMissing();
        return engineChecks[check === 'reload' ? 'stream' : check]({ engine, clock, signal });
      };
      checks.push(await outcomeOf(check, run, signal));
    }
  } finally {
    // A stop may come while it runs on a backend that is not its own.
    if (signal.aborted) await models.reload(id).catch(() => {});
  }
  return {
    ...{ version: 1, date: new Date(clock.nowMs()).toISOString(), build, speeds, checks },
    device: await describe(),
    model: { id, engine: name, sizeBytes, contextTokens },
  };
}

/** A backend that fails is part of the report. Rejects where the measurement was stopped. */
async function speedOn(
  backend: EngineBackend | null,
  {
    models,
    loaded,
    clock,
    signal,
  }: {
    models: Pick<ModelService, 'prepared'>;
    loaded: (backend: EngineBackend | null) => Promise<Engine>;
    clock: Clock;
    signal: AbortSignal;
  },
): Promise<BackendSpeed | FailedSpeed> {
  try {
    const startMs = clock.monotonicMs();
    const engine = await loaded(backend);
    const loadMs = clock.monotonicMs() - startMs;
    await orAborted(models.prepared(), signal);
    return await measureSpeed(engine, { loadMs, clock, signal });
  } catch (thrown) {
    signal.throwIfAborted();
    if (backend === null) throw thrown;
    return { backend, error: messageOf(thrown) };
  }
}

async function outcomeOf(
  check: CheckOutcome['check'],
  run: () => Promise<string | null>,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  try {
    const reason = await run();
    return { check, outcome: reason === null ? 'pass' : 'skipped', reason };
  } catch (thrown) {
    signal.throwIfAborted();
    return { check, outcome: 'fail', reason: messageOf(thrown) };
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function isRunning(): KingletError {
  return new KingletError(
    'invalid-input',
    'This device is being measured already, perhaps by another tab. Wait for its end, or stop it there.',
  );
}

function isMissing(): KingletError {
  return new KingletError(
    'invalid-input',
    'No model is on this device, so there is nothing to measure. Download one in the models view first.',
  );
}
