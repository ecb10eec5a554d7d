import type { LogQuery, LogRow } from '@kinglet/spec';
import { type IDBPDatabase, unwrap } from 'idb';
import type { LogSchema } from './log-schema.ts';
import { matchesQuery } from './matches-query.ts';
import type { RowPosition, RowStore } from './row-store.ts';

/** Losing the last rows in a power cut is fine for a log; waiting for the disk is not. */
const relaxed = { durability: 'relaxed' } as const;

/** Rows in IndexedDB. Rejects with the DOMExceptions of the database. */
export class DatabaseStore implements RowStore {
  readonly #database: IDBPDatabase<LogSchema>;

  constructor(database: IDBPDatabase<LogSchema>) {
    this.#database = database;
  }

  async write(rows: readonly LogRow[]): Promise<void> {
    const transaction = this.#database.transaction('rows', 'readwrite', relaxed);
    // Without idb's promise for each put: the transaction tells of every failure, and a row costs a third less.
    const store = unwrap(transaction.store);
    for (const row of rows) store.put(row);
    transaction.commit();
    await transaction.done;
  }

  async query(query: LogQuery): Promise<readonly LogRow[]> {
    const { store } = this.#database.transaction('rows');
    const before = query.beforeMs ?? Number.POSITIVE_INFINITY;
    const { conversationId } = query;
    let cursor =
      conversationId === undefined
        ? await store.index('time').openCursor(IDBKeyRange.upperBound(before, true), 'prev')
        : await store
            .index('conversation')
            .openCursor(
              IDBKeyRange.bound(
                [conversationId, Number.NEGATIVE_INFINITY],
                [conversationId, before],
                false,
                true,
              ),
              'prev',
            );
    const found: LogRow[] = [];
    while (cursor !== null) {
      const row: LogRow = cursor.value;
      if (found.length >= query.limit && row.timeMs !== found.at(-1)?.timeMs) break;
      if (matchesQuery(row, query)) found.push(row);
      cursor = await cursor.continue();
    }
    return found;
  }

  async read(after: RowPosition | null, count: number): Promise<readonly LogRow[]> {
    const index = this.#database.transaction('rows').store.index('time');
    const rows: LogRow[] = [];
    let cursor = await index.openCursor(after === null ? null : IDBKeyRange.lowerBound(after.timeMs));
    if (after !== null && cursor?.key === after.timeMs && cursor.primaryKey <= after.id) {
      if (cursor.primaryKey < after.id) cursor = await cursor.continuePrimaryKey(after.timeMs, after.id);
      if (cursor?.primaryKey === after.id) cursor = await cursor.continue();
    }
    while (cursor !== null && rows.length < count) {
      rows.push(cursor.value);
      cursor = rows.length < count ? await cursor.continue() : null;
    }
    return rows;
  }

  async setFeedback(rowId: string, feedback: LogRow['feedback']): Promise<boolean> {
    const transaction = this.#database.transaction('rows', 'readwrite', relaxed);
    const row = await transaction.store.get(rowId);
    if (row !== undefined) await transaction.store.put({ ...row, feedback });
    await transaction.done;
    return row !== undefined;
  }

  async delete(rowId: string): Promise<void> {
    await this.#database.delete('rows', rowId);
  }

  async clear(): Promise<void> {
    await this.#database.clear('rows');
  }

  async deleteBefore(timeMs: number): Promise<number> {
    const transaction = this.#database.transaction('rows', 'readwrite', relaxed);
    const ids = await transaction.store.index('time').getAllKeys(IDBKeyRange.upperBound(timeMs, true));
    await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
    return ids.length;
  }

  async dropOldest(count: number): Promise<number> {
    const transaction = this.#database.transaction('rows', 'readwrite', relaxed);
    const pinned = new Set(await transaction.store.index('feedback').getAllKeys());
    const oldest = await transaction.store.index('time').getAllKeys(null, count + pinned.size);
    const unpinned = oldest.filter((id) => !pinned.has(id));
    const ids = [...unpinned, ...oldest.filter((id) => pinned.has(id))].slice(0, count);
    await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
    return ids.length;
  }

  close(): void {
    this.#database.close();
  }
}
