import type { LogRow } from '@kinglet/spec';
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';

export const databaseVersion = 2;

/** One store, `rows`. `time` and `conversation` page; `feedback` lists only rows that have one: null is no key. */
export interface LogSchema extends DBSchema {
  rows: {
    key: string;
    value: LogRow;
    indexes: { time: number; conversation: [string, number]; feedback: string };
  };
}

/** Rows as version 1 wrote them: before adapters, dropped exchanges and feedback. */
type RowVersion1 = Omit<LogRow, 'adapter' | 'droppedExchanges' | 'feedback'>;

/** Brings a database of any older version, 0 being none, to this one. */
export async function upgradeLog(
  database: IDBPDatabase<LogSchema>,
  oldVersion: number,
  transaction: IDBPTransaction<LogSchema, ['rows'], 'versionchange'>,
): Promise<void> {
  if (oldVersion < 1) {
    database.createObjectStore('rows', { keyPath: 'id' }).createIndex('time', 'timeMs');
  }
  if (oldVersion < 2) {
    const rows = transaction.objectStore('rows');
    rows.createIndex('conversation', ['conversationId', 'timeMs']);
    rows.createIndex('feedback', 'feedback');
    for (let cursor = await rows.openCursor(); cursor !== null; cursor = await cursor.continue()) {
      await cursor.update(fromVersion1(cursor.value));
    }
  }
}

function fromVersion1(row: RowVersion1): LogRow {
  return { ...row, adapter: null, droppedExchanges: 0, feedback: null };
}
