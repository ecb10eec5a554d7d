import { type Clock, type KingletError, toKingletError } from '@kinglet/spec';
import { DatabaseStore } from './database-store.ts';
import { MemoryStore } from './memory-store.ts';
import { openDatabase } from './open-database.ts';
import type { RowStore } from './row-store.ts';

const retryAfterMs = 60_000;

interface KeeperOptions {
  readonly name: string;
  /** Throws or is undefined where the browser has none. */
  readonly factory: () => IDBFactory;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once each time the database is given up for memory. */
  readonly onFallback: (error: KingletError) => void;
}

/**
 * Keeps a store to work on. A database that was closed or deleted under us is opened again once; where that fails too,
 * rows live in memory, and once a minute the next operation tries the database again and moves them there.
 */
export class StoreKeeper {
  readonly #options: KeeperOptions;
  readonly #memory = new MemoryStore();
  #database: RowStore | null = null;
  #failure: KingletError | null = null;
  #triedMs = Number.NEGATIVE_INFINITY;
  #mayHoldRows = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Runs on the database or in memory. Rejects with quota errors and with faults of the call: those are the caller's to mend. */
  async run<T>(operation: (store: RowStore) => Promise<T>): Promise<T> {
    if (this.#database === null && this.#isRetryDue()) await this.#open();
    for (let attempt = 0; this.#database !== null; attempt += 1) {
      try {
        return await operation(this.#database);
      } catch (error) {
        if (isQuotaError(error) || isFaultOfCall(error)) throw error;
        if (attempt === 0) await this.#open();
        else this.#fallBack(error);
      }
    }
    return operation(this.#memory);
  }

  /**
   * Like `run`, for deletions that were promised to the user: where stored rows may exist and cannot be reached, memory is
   * done and the rest is told by a rejection with `storage-denied`.
   */
  async runForGood(operation: (store: RowStore) => Promise<void>): Promise<void> {
    this.#triedMs = Number.NEGATIVE_INFINITY;
    await this.run(operation);
    if (this.#database === null && this.#failure !== null && this.#mayHoldRows) throw this.#failure;
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
    this.#memory.close();
  }

  #isRetryDue(): boolean {
    return this.#options.clock.monotonicMs() - this.#triedMs >= retryAfterMs;
  }

  async #open(): Promise<void> {
    this.#triedMs = this.#options.clock.monotonicMs();
    this.#database?.close();
    try {
      const { name, factory, clock, signal } = this.#options;
      const store = new DatabaseStore(await openDatabase(name, { factory: factory(), clock, signal }));
      await moveRows(this.#memory, store);
      this.#database = store;
      this.#failure = null;
      this.#mayHoldRows = true;
    } catch (error) {
      this.#fallBack(error);
    }
  }

  #fallBack(error: unknown): void {
    const failure = toKingletError(error, 'storage-denied');
    const isNews = this.#failure === null;
    this.#database?.close();
    this.#database = null;
    this.#failure = failure;
    if (failure.details['cause'] === 'blocked' || failure.details['cause'] === 'VersionError') {
      this.#mayHoldRows = true;
    }
    if (isNews) this.#options.onFallback(failure);
  }
}

async function moveRows(from: RowStore, to: RowStore): Promise<void> {
  const rows = await from.read(null, Number.POSITIVE_INFINITY);
  if (rows.length === 0) return;
  await to.write(rows);
  await from.clear();
}

/** Both the old DOMException and the new QuotaExceededError class have this name. */
export function isQuotaError(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** A value that no database would take; opening again does not help. */
function isFaultOfCall(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && /^Data(?:Clone)?Error$/.test(error.name));
}
