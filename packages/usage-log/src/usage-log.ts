import {
  type Clock,
  KingletError,
  type LogQuery,
  type LogRow,
  type LogSink,
  type TextRetention,
  toKingletError,
} from '@kinglet/spec';
import { EvictingWriter } from './evicting-writer.ts';
import { LossNotices } from './loss-notices.ts';
import { protectRow } from './protect-row.ts';
import type { RowPosition, RowStore } from './row-store.ts';
import { StoreKeeper } from './store-keeper.ts';

const batchRows = 250;
const batchWaitMs = 500;
const mostUnwrittenRows = 5000;
const exportRows = 200;
const dayMs = 86_400_000;

/** What the user chose for the log. */
export interface UsageLogSettings {
  readonly enabled: boolean;
  readonly retention: TextRetention;
  /** Rows older than this are deleted, at opening and once a day; whole days, 1 to 3650. */
  readonly retentionDays: number;
}

export interface UsageLogOptions {
  readonly clock: Clock;
  readonly settings: UsageLogSettings;
  /** Told when rows are lost (`quota-exceeded`) or live in memory only (`storage-denied`). */
  readonly onDropped: (error: KingletError) => void;
  /** Name of the database. */
  readonly name?: string;
  readonly indexedDB?: IDBFactory;
}

/** Opens the log and applies its retention. Where there is no database it works in memory and says so. */
export async function openUsageLog(options: UsageLogOptions): Promise<UsageLog> {
  const log = new UsageLog(options);
  await log.applyRetention();
  return log;
}

/**
 * Every model call on this device, redacted before it is written. Operations run one after the other and see all rows
 * appended before them. `append` never throws; the rest rejects with KingletError.
 */
export class UsageLog implements LogSink {
  readonly #clock: Clock;
  readonly #keeper: StoreKeeper;
  readonly #writer: EvictingWriter;
  readonly #notices: LossNotices;
  readonly #closing = new AbortController();
  #settings: UsageLogSettings;
  #pending: LogRow[] = [];
  #unwritten = 0;
  #timerRuns = false;
  #tail: Promise<unknown> = Promise.resolve();
  #retentionMs = Number.NEGATIVE_INFINITY;

  constructor({ name = 'kinglet-usage-log', clock, settings, onDropped, indexedDB }: UsageLogOptions) {
    const tell = (error: KingletError): void => {
      try {
        onDropped(error);
      } catch {
        // A listener that fails must not stop the log.
      }
    };
    this.#clock = clock;
    this.#settings = checked(settings);
    this.#notices = new LossNotices(clock, tell);
    this.#keeper = new StoreKeeper({
      name,
      factory: () => indexedDB ?? globalThis.indexedDB,
      clock,
      signal: this.#closing.signal,
      onFallback: tell,
    });
    this.#writer = new EvictingWriter(this.#keeper, clock);
  }

  /** Takes the row and returns; it is written within half a second or with the last row of a batch of 250. */
  append(row: LogRow): void {
    if (!this.#settings.enabled || this.#closing.signal.aborted) return;
    if (this.#unwritten >= mostUnwrittenRows) {
      this.#notices.add({ droppedRows: 0, unwrittenRows: 1 });
      return;
    }
    this.#unwritten += 1;
    this.#pending.push(row);
    if (this.#pending.length === batchRows) void this.flush();
    else if (!this.#timerRuns) void this.#flushSoon();
  }

  /** Resolves when all rows appended so far are written, or given up with a notice. */
  flush(): Promise<void> {
    return this.#enqueue(() => this.#write(this.#takePending()));
  }

  /** Newest first. May go past the limit by rows of the same millisecond, so that paging by `beforeMs` skips none. */
  query(query: LogQuery): Promise<readonly LogRow[]> {
    return this.#afterPending((store) => store.query(query));
  }

  /** False when there is no such row. A row with feedback is dropped last when storage is full. */
  setFeedback(rowId: string, feedback: LogRow['feedback']): Promise<boolean> {
    return this.#afterPending((store) => store.setFeedback(rowId, feedback));
  }

  /** Rejects with `storage-denied` when stored rows may exist that cannot be reached. */
  delete(rowId: string): Promise<void> {
    return this.#deletion((store) => store.delete(rowId));
  }

  /** Deletes every row, those with feedback too. Rejects as `delete` does. */
  clear(): Promise<void> {
    return this.#deletion((store) => store.clear());
  }

  /** JSON Lines in pieces of whole lines, oldest first; never holds more than a piece. */
  async *exportJsonLines(): AsyncGenerator<string, void> {
    let after: RowPosition | null = null;
    while (true) {
      const from: RowPosition | null = after;
      const rows: readonly LogRow[] = await this.#afterPending((store) => store.read(from, exportRows));
      if (rows.length > 0) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      after = rows.at(-1) ?? null;
      if (rows.length < exportRows) return;
    }
  }

  /** Rows appended before the call keep the settings they were appended under. */
  async updateSettings(settings: UsageLogSettings): Promise<void> {
    const rows = this.#takePending();
    const { retention } = this.#settings;
    this.#settings = checked(settings);
    void this.#enqueue(() => this.#write(rows, retention));
    await this.applyRetention();
  }

  /** Deletes rows older than the retention, those with feedback too, and returns how many. */
  applyRetention(): Promise<number> {
    return this.#enqueue(() => this.#deleteExpired());
  }

  /** Writes what is pending, then gives the database back. Rows appended later are ignored. */
  async close(): Promise<void> {
    const written = this.flush();
    this.#closing.abort();
    await written;
    this.#keeper.close();
  }

  async #flushSoon(): Promise<void> {
    this.#timerRuns = true;
    try {
      await this.#clock.sleep(batchWaitMs, { signal: this.#closing.signal });
      void this.flush();
    } catch {
      // Closed meanwhile: close() writes what is pending.
    } finally {
      this.#timerRuns = false;
    }
  }

  #takePending(): readonly LogRow[] {
    const rows = this.#pending;
    this.#pending = [];
    return rows;
  }

  /** Batch by batch: while the database takes one, the next is redacted. */
  async #write(rows: readonly LogRow[], retention = this.#settings.retention): Promise<void> {
    let left = rows.length;
    try {
      let ready = await protectBatch(rows, 0, retention);
      while (ready.length > 0) {
        const next = rows.length - left + ready.length;
        const [losses, following] = await Promise.all([
          this.#writer.write(ready),
          protectBatch(rows, next, retention),
        ]);
        this.#notices.add(losses);
        left -= ready.length;
        ready = following;
      }
      if (this.#clock.nowMs() - this.#retentionMs >= dayMs) await this.#deleteExpired();
    } catch {
      this.#notices.add({ droppedRows: 0, unwrittenRows: left });
    } finally {
      this.#unwritten -= rows.length;
    }
  }

  async #deleteExpired(): Promise<number> {
    const now = this.#clock.nowMs();
    const limitMs = now - this.#settings.retentionDays * dayMs;
    const deleted = await this.#keeper.run((store) => store.deleteBefore(limitMs));
    this.#retentionMs = now;
    return deleted;
  }

  #afterPending<T>(operation: (store: RowStore) => Promise<T>): Promise<T> {
    void this.flush();
    return this.#enqueue(() => this.#keeper.run(operation));
  }

  #deletion(operation: (store: RowStore) => Promise<void>): Promise<void> {
    void this.flush();
    return this.#enqueue(() => this.#keeper.runForGood(operation));
  }

  #enqueue<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(job).catch((error: unknown) => {
      throw toKingletError(error, 'storage-denied');
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }
}

function protectBatch(rows: readonly LogRow[], from: number, retention: TextRetention): Promise<LogRow[]> {
  return Promise.all(rows.slice(from, from + batchRows).map((row) => protectRow(row, retention)));
}

function checked(settings: UsageLogSettings): UsageLogSettings {
  const { retentionDays } = settings;
  if (Number.isInteger(retentionDays) && retentionDays >= 1 && retentionDays <= 3650) return settings;
  throw new KingletError(
    'invalid-input',
    `The usage log was asked to keep rows for ${retentionDays} days; use a whole number from 1 to 3650.`,
    { details: { retentionDays } },
  );
}
