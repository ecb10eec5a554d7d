/** A model that is being brought in and loaded. */
export interface LoadTask {
  readonly modelId: string;
  readonly controller: AbortController;
  /** Aborted where the user goes on without what is optional. */
  readonly skip: AbortController;
  readonly done: Promise<void>;
}

/** Why a task was aborted; each leaves the model in another phase. */
export type StopReason = 'paused' | 'absent' | 'stored';
