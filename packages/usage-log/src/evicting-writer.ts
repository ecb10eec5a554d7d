import type { Clock, LogRow } from '@kinglet/spec';
import type { RowStore } from './row-store.ts';
import { isQuotaError, type StoreKeeper } from './store-keeper.ts';

const firstBatch = 100;
const mostAttempts = 4;
const restMs = 3_600_000;

/** What a write cost: old rows dropped to make room, and new ones that found none. */
export interface Losses {
  readonly droppedRows: number;
  readonly unwrittenRows: number;
}

/**
 * Writes rows; while storage is full, drops the oldest unpinned ones, twice as many each time, and tries again. Where that
 * makes no room, because something else fills the storage, it drops nothing more for an hour: old rows would go for
 * nothing.
 */
export class EvictingWriter {
  readonly #keeper: StoreKeeper;
  readonly #clock: Clock;
  #restUntilMs = Number.NEGATIVE_INFINITY;

  constructor(keeper: StoreKeeper, clock: Clock) {
    this.#keeper = keeper;
    this.#clock = clock;
  }

  async write(rows: readonly LogRow[]): Promise<Losses> {
    const resting = this.#clock.monotonicMs() < this.#restUntilMs;
    let droppedRows = 0;
    for (let attempt = 0; attempt <= mostAttempts; attempt += 1) {
      if (await this.#fits((store) => store.write(rows))) return { droppedRows, unwrittenRows: 0 };
      if (resting || attempt === mostAttempts) break;
      const dropped = await this.#drop(firstBatch * 2 ** attempt);
      if (dropped === 0) break;
      droppedRows += dropped;
    }
    if (!resting) this.#restUntilMs = this.#clock.monotonicMs() + restMs;
    return { droppedRows, unwrittenRows: rows.length };
  }

  async #drop(count: number): Promise<number> {
    let dropped = 0;
    const done = await this.#fits(async (store) => {
      dropped = await store.dropOldest(count);
    });
    return done ? dropped : 0;
  }

  /** False when storage was too full for it. */
  async #fits(change: (store: RowStore) => Promise<void>): Promise<boolean> {
    try {
      await this.#keeper.run(change);
      return true;
    } catch (error) {
      if (isQuotaError(error)) return false;
      throw error;
    }
  }
}
