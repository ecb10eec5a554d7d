import type { KingletClient } from '@kinglet/runtime/client';
import type { DatasetExport } from '@kinglet/runtime/shared';
import { type LogRow, toKingletError } from '@kinglet/spec';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type LogFilter, logQuery, noFilter } from './log-filter.ts';

const pageSize = 50;

/** Holds the rows that the log view shows, a page at a time, newest first. */
export class LogController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #client: KingletClient | null = null;
  /** Counts reads, so that a slow answer to an older filter is dropped. */
  #reads = 0;
  rows: readonly LogRow[] = [];
  more = false;
  filter: LogFilter = noFilter;
  /** What went wrong, for people; empty where nothing did. */
  problem = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Reads the first page from this client. */
  async open(client: KingletClient): Promise<void> {
    this.#client = client;
    await this.#read([]);
  }

  async setFilter(change: Partial<LogFilter>): Promise<void> {
    this.filter = { ...this.filter, ...change };
    await this.#read([]);
  }

  async readMore(): Promise<void> {
    await this.#read(this.rows);
  }

  async remove(rowId: string): Promise<void> {
    await this.#attempt(async (client) => {
      await client.deleteLogRow(rowId);
      this.rows = this.rows.filter(({ id }) => id !== rowId);
    });
  }

  async clear(): Promise<void> {
    await this.#attempt((client) => client.clearLog());
    await this.#read([]);
  }

  /** The whole log, for a download; null where it could not be read. */
  async export(): Promise<Blob | null> {
    let blob: Blob | null = null;
    await this.#attempt(async (client) => {
      blob = await client.exportLog();
    });
    return blob;
  }

  /** The rows that fit the filter as a dataset; null where the log could not be read. */
  async exportDataset(): Promise<DatasetExport | null> {
    let dataset: DatasetExport | null = null;
    const { limit, ...query } = logQuery(this.filter, { limit: pageSize });
    await this.#attempt(async (client) => {
      dataset = await client.exportDataset(query);
    });
    return dataset;
  }

  async #read(before: readonly LogRow[]): Promise<void> {
    const read = ++this.#reads;
    const last = before.at(-1);
    const range = last ? { limit: pageSize, beforeMs: last.timeMs } : { limit: pageSize };
    await this.#attempt(async (client) => {
      const page = await client.queryLog(logQuery(this.filter, range));
      if (read !== this.#reads) return;
      this.rows = [...before, ...page];
      this.more = page.length === pageSize;
    });
  }

  async #attempt(action: (client: KingletClient) => Promise<void>): Promise<void> {
    if (!this.#client) return;
    try {
      await action(this.#client);
      this.problem = '';
    } catch (thrown) {
      this.problem = toKingletError(thrown, 'storage-denied').message;
    }
    this.#host.requestUpdate();
  }
}
