import { type Engine, type KingletError, type ModelRecord, toKingletError } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import { createGate, orAborted } from '../gate.ts';
import { type QueuedEngine, queuedEngine } from '../queued-engine.ts';
import type { EngineBackend } from './choose-backend.ts';
import { filesOfUser, forgetModel } from './forget-model.ts';
import { fetching, initialStatus, runsOnCpu } from './initial-status.ts';
import { judgeModels } from './judge-models.ts';
import { learnFiles } from './learn-files.ts';
import type { LoadTask, StopReason } from './load-task.ts';
import { crashError, unfitError } from './model-errors.ts';
import type { ModelServiceOptions } from './model-service-options.ts';
import { ModelStatuses } from './model-statuses.ts';
import { offerRemovals } from './offer-removals.ts';
import { recounted } from './recounted.ts';
import { roomFor } from './room-for.ts';
import { receivedBytes, storedStatus, unloaded } from './stored-status.ts';
import { type Supply, supplyModel } from './supply-model.ts';
import { isWantOfMemory } from './want-of-memory.ts';
import { withAdapters } from './with-adapters.ts';

/** Brings models in, loads one at a time, and knows how each stands. */
export class ModelService {
  readonly #options: ModelServiceOptions;
  readonly #statuses: ModelStatuses;
  #task: LoadTask | null = null;
  /** Models whose optional parts the user skipped: they are not tried again in this visit. */
  readonly #skipped = new Set<string>();
  #loaded: { readonly modelId: string; readonly engine: QueuedEngine; readonly end: AbortController } | null =
    null;
  #prepared: Promise<void> = Promise.resolve();

  constructor(options: ModelServiceOptions) {
    this.#options = options;
    this.#statuses = new ModelStatuses((status) => options.onStatus(status));
    for (const model of options.models)
      this.#statuses.add(initialStatus(model, { ...options, models: options.models }));
  }

  get statuses(): readonly ModelStatus[] {
    return this.#statuses.list;
  }

  get records(): readonly ModelRecord[] {
    return this.#statuses.records;
  }

  /** Looks at what is stored, for the start. `crashedModelId` is shown as failed, so that nobody loads it unasked. */
  async survey(crashedModelId: string | undefined): Promise<void> {
    for (const model of this.records) if (model.files.length > 0 || model.unpinned) await this.#look(model);
    await this.#lookForRoom();
    if (crashedModelId && this.#statuses.has(crashedModelId)) {
      this.#statuses.set(crashedModelId, { phase: 'failed', error: crashError().toShape() });
    }
  }

  /** A model's file came in from the user: lists a new one, and looks again at what is stored. */
  async show(model: ModelRecord): Promise<void> {
    if (!this.#statuses.has(model.id))
      this.#statuses.add(initialStatus(model, { ...this.#options, models: this.records }));
    if (this.#task?.modelId !== model.id && this.#loaded?.modelId !== model.id) await this.#look(model);
  }

  /** The engine of the model that is loaded; null where none is. */
  get engine(): Engine | null {
    return this.#loaded?.engine ?? null;
  }

  /**
   * The model's engine: waits for a download or a load that runs, loads a stored one, and gives null where it is not
   * here or could not be loaded. Rejects with `signal.reason`.
   */
  async engineFor(modelId: string, signal: AbortSignal): Promise<QueuedEngine | null> {
    if (this.#loaded?.modelId === modelId) return this.#loaded.engine;
    const phase = this.#statuses.phaseOf(modelId);
    if (this.#task?.modelId === modelId || phase === 'stored') {
      await orAborted(this.load(modelId), signal).catch(() => signal.throwIfAborted());
    }
    return this.#loaded?.modelId === modelId ? this.#loaded.engine : null;
  }

  /**
   * Downloads if needed and loads, on `backend` where that is given and the engine leaves a choice. Resolves too where it is paused or
   * cancelled meanwhile; rejects with KingletError.
   */
  async load(modelId: string, { backend = null }: { backend?: EngineBackend | null } = {}): Promise<void> {
    const status = this.#statuses.of(modelId);
    if (this.#loaded?.modelId === modelId) return;
    if (this.#task?.modelId === modelId) return this.#task.done;
    if (status.fit === 'no') throw unfitError(status);
    const before = this.#stop('paused');
    const controller = new AbortController();
    const skip = new AbortController();
    if (this.#skipped.has(modelId)) skip.abort();
    const done = before.then(() =>
      this.#run(status.model, { signal: controller.signal, skip: skip.signal, wanted: backend }),
    );
    const task = { modelId, controller, skip, done };
    this.#task = task;
    try {
      await done;
    } finally {
      if (this.#task === task) this.#task = null;
    }
  }

  async pause(modelId: string): Promise<void> {
    if (this.#task?.modelId === modelId) await this.#stop('paused');
  }

  /**
   * Stops the download and deletes what came. Where the model itself is here already, goes on without what is optional:
   * the specialists that are on their way, the copy that is being prepared.
   */
  async cancel(modelId: string): Promise<void> {
    const task = this.#task;
    if (task?.modelId === modelId && (await this.#options.files.isWhole(this.#statuses.of(modelId).model))) {
      this.#skipped.add(modelId);
      task.skip.abort();
      return task.done;
    }
    if (task?.modelId === modelId) await this.#stop('absent');
    const { phase, model } = this.#statuses.of(modelId);
    if (phase !== 'ready' && !model.own) await this.remove(modelId);
  }

  /** Loads the model again where it is loaded, or is being loaded: its specialists changed, or it is to run on `backend`. */
  async reload(modelId: string, options: { backend?: EngineBackend | null } = {}): Promise<void> {
    const isLoaded = this.#loaded?.modelId === modelId;
    const { model } = this.#statuses.of(modelId);
    const isOnItsWay = this.#task?.modelId === modelId && (await this.#options.files.isWhole(model));
    if (this.#task?.modelId === modelId) await this.#stop('stored');
    if (isLoaded) await this.#unload();
    await this.#recount(model);
    if (isLoaded || isOnItsWay) await this.load(modelId, options);
  }

  async remove(modelId: string): Promise<void> {
    const { model } = this.#statuses.of(modelId);
    if (this.#task?.modelId === modelId) await this.#stop('absent');
    if (this.#loaded?.modelId === modelId) await this.#unload();
    const { files, unpinned, drivers } = this.#options;
    await files.remove(model, { keep: filesOfUser(model, this.#options) });
    await unpinned.remove(model);
    await drivers[model.engine].remove?.(model);
    if (model.own) return this.#forget(model);
    this.#statuses.set(modelId, { phase: 'absent', receivedBytes: 0, unpreparedReason: null, error: null });
    await this.#recount(model);
    await this.#lookForRoom();
  }

  /** After its files: a record without a file is shown and can be deleted, a file without a record could not be. */
  async #forget(model: ModelRecord): Promise<void> {
    await forgetModel(model, this.#options, this.records);
    this.#statuses.delete(model.id);
    this.#options.onRemoved(model.id);
  }

  async #run(
    listed: ModelRecord,
    { signal, skip, wanted }: { signal: AbortSignal; skip: AbortSignal; wanted: EngineBackend | null },
  ): Promise<void> {
    const { files, shop } = this.#options;
    const set = (change: Partial<ModelStatus>) => this.#statuses.set(listed.id, change);
    const backend = wanted ?? this.#options.pace.backend(listed);
    let model = listed;
    try {
      model = await learnFiles(listed, { ...this.#options, set, signal });
      const supply = await supplyModel(model, {
        ...{ files, shop, set, skip, signal },
        onCpu: runsOnCpu(model, backend),
      });
      await this.#unload();
      await this.#loadEngine(model, supply, { backend, signal });
      await this.#recount(model);
      await this.#lookForRoom();
    } catch (thrown) {
      if (signal.aborted) return await this.#stopped(model, signal.reason as StopReason);
      const error = this.withOffers(toKingletError(thrown, 'engine-failed'), model.id);
      this.#statuses.set(model.id, {
        phase: 'failed',
        bytesPerSecond: null,
        engine: null,
        error: error.toShape(),
      });
      if (isWantOfMemory(thrown)) this.#options.faults.outOfMemory(model);
      throw error;
    }
  }

  /** The error of a full store, with the models that could make room. */
  withOffers(error: KingletError, wantedId: string | null): KingletError {
    return offerRemovals(error, { statuses: this.statuses, uses: this.#options.uses, wantedId });
  }

  async #loadEngine(
    model: ModelRecord,
    supply: Supply,
    { backend, signal }: { backend: EngineBackend | null; signal: AbortSignal },
  ): Promise<void> {
    const { drivers, pace, uses, clock } = this.#options;
    this.#statuses.set(model.id, { phase: 'loading', adapters: supply.adapters, error: null, engine: null });
    const onProgress = (fraction: number) => this.#statuses.set(model.id, fetching(model, fraction));
    const { engine: bare, adapters } = await withAdapters(supply, { signal }, (loadable) =>
      drivers[model.engine].load({
        ...{ model, files: supply.files, adapters: loadable, backend, onProgress, signal },
      }),
    );
    this.#statuses.set(model.id, { adapters });
    if (signal.aborted) {
      await bare.unload();
      signal.throwIfAborted();
    }
    const end = new AbortController();
    const engine = queuedEngine(
      pace.measured(bare, () => this.judge()),
      { gate: createGate(), onLost: (error) => this.#lost(model, error) },
    );
    this.#loaded = { modelId: model.id, engine, end };
    this.#statuses.set(model.id, { phase: 'ready', engine: engine.info, warm: false });
    void uses.note(model.id, clock.nowMs());
    this.#prepared = this.#prepare(engine, end.signal);
    this.#prepared.catch(() => {});
  }

  /** Resolves when what follows the last load is over, its calibration and its warm-up; from then on the engine does nothing unasked. */
  async prepared(): Promise<void> {
    await this.#prepared.catch(() => {});
  }

  /** Before the warm-up, as a call of its own would drop from the cache what that puts there. */
  async #prepare(engine: QueuedEngine, signal: AbortSignal): Promise<void> {
    const { pace, warmUp } = this.#options;
    await pace.calibrate(engine, signal, () => this.judge());
    try {
      await warmUp(engine, signal);
      if (this.#loaded?.engine === engine) this.#statuses.set(this.#loaded.modelId, { warm: true });
    } catch {
      // A hint that failed costs time, not answers; the run that comes next says what is wrong.
    }
  }

  /** Says again of each model how fast it is and what it runs on: something was measured, or pinned. */
  judge(): void {
    for (const model of judgeModels(this.#statuses, this.#options.pace)) void this.#recount(model);
  }

  #lost(model: ModelRecord, error: KingletError): void {
    if (this.#loaded?.modelId !== model.id) return;
    const { engine, end } = this.#loaded;
    void engine.unload().catch(() => {});
    end.abort();
    this.#loaded = null;
    this.#statuses.set(model.id, { ...unloaded(this.#statuses.of(model.id)), error: error.toShape() });
    this.#options.faults.lost(model, engine.info);
  }

  async #unload(): Promise<void> {
    const loaded = this.#loaded;
    if (!loaded) return;
    this.#loaded = null;
    loaded.end.abort();
    await loaded.engine.unload();
    this.#statuses.set(loaded.modelId, unloaded(this.#statuses.of(loaded.modelId)));
  }

  async #stop(reason: StopReason): Promise<void> {
    const task = this.#task;
    if (!task) return;
    task.controller.abort(reason);
    await task.done.catch(() => {});
  }

  async #stopped(model: ModelRecord, reason: StopReason): Promise<void> {
    const received = await receivedBytes(model, this.#options);
    const whole = await this.#options.files.isWhole(model);
    const phase = reason === 'absent' ? 'absent' : whole ? 'stored' : 'paused';
    this.#statuses.set(model.id, { phase, receivedBytes: received, bytesPerSecond: null, engine: null });
  }

  async #look(model: ModelRecord): Promise<void> {
    this.#statuses.set(model.id, await storedStatus(model, this.#options));
    await this.#recount(model);
  }

  async #lookForRoom(): Promise<void> {
    const freeBytes = await this.#options.freeBytes();
    for (const status of this.statuses) {
      const room = roomFor(status, freeBytes);
      if (room !== status.room) this.#statuses.set(status.model.id, { room });
    }
  }

  /** Looks again at specialists, copy and speed, and says what they make of the model. */
  async #recount(model: ModelRecord): Promise<void> {
    const change = await recounted(model, this.#statuses, this.#options);
    this.#statuses.set(model.id, change);
  }
}
