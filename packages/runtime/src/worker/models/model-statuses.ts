import { KingletError, type ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';

/** How each model stands, in the list's order. */
export class ModelStatuses {
  readonly #statuses = new Map<string, ModelStatus>();
  readonly #onStatus: (status: ModelStatus) => void;

  /** `onStatus` hears of each change, and not of what is added. */
  constructor(onStatus: (status: ModelStatus) => void) {
    this.#onStatus = onStatus;
  }

  get list(): readonly ModelStatus[] {
    return [...this.#statuses.values()];
  }

  get records(): readonly ModelRecord[] {
    return this.list.map(({ model }) => model);
  }

  has(modelId: string): boolean {
    return this.#statuses.has(modelId);
  }

  phaseOf(modelId: string): ModelStatus['phase'] | undefined {
    return this.#statuses.get(modelId)?.phase;
  }

  /** @throws KingletError `invalid-input` where the list has no such model. */
  of(modelId: string): ModelStatus {
    const status = this.#statuses.get(modelId);
    if (status) return status;
    throw new KingletError(
      'invalid-input',
      `No model ${modelId} is in the catalogue. Choose one of the list.`,
    );
  }

  add(status: ModelStatus): void {
    this.#statuses.set(status.model.id, status);
  }

  set(modelId: string, change: Partial<ModelStatus>): void {
    const status = { ...this.of(modelId), ...change };
    this.#statuses.set(modelId, status);
    this.#onStatus(status);
  }

  delete(modelId: string): void {
    this.#statuses.delete(modelId);
  }
}
