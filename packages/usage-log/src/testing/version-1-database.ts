import { openDB } from 'idb';
import { logRow } from './log-row.ts';

/** Makes a database as version 1 left it: two rows, one index, no adapter, dropped exchanges or feedback. */
export async function version1Database(name: string): Promise<void> {
  const database = await openDB(name, 1, {
    upgrade: (created) =>
      void created.createObjectStore('rows', { keyPath: 'id' }).createIndex('time', 'timeMs'),
  });
  for (const timeMs of [1000, 2000]) {
    const {
      adapter: _,
      droppedExchanges: __,
      feedback: ___,
      ...row
    } = logRow({ id: `old${timeMs / 1000}`, timeMs });
    await database.put('rows', row);
  }
  database.close();
}
