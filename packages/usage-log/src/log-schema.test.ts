import 'fake-indexeddb/auto';
import { fakeClock } from '@kinglet/testkit';
import { IDBFactory } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { logRow } from './testing/log-row.ts';
import { version1Database } from './testing/version-1-database.ts';
import { openUsageLog } from './usage-log.ts';

describe('upgrade', () => {
  it('from version 1 keeps every row and fills in what it did not have', async () => {
    globalThis.indexedDB = new IDBFactory();
    await version1Database('log');
    const log = await openUsageLog({
      name: 'log',
      clock: fakeClock({ startMs: 5000 }),
      settings: { enabled: true, retention: 'text', retentionDays: 90 },
      onDropped: (error) => expect.unreachable(error.message),
    });
    expect(await log.query({ limit: 9, conversationId: 'c1' })).toEqual([
      logRow({ id: 'old2', timeMs: 2000 }),
      logRow({ id: 'old1', timeMs: 1000 }),
    ]);
    expect(await log.setFeedback('old1', 'down')).toBe(true);
    await log.close();
    const database = await openDB('log');
    expect([...database.transaction('rows').store.indexNames]).toEqual(['conversation', 'feedback', 'time']);
    expect(database.version).toBe(2);
    database.close();
    await deleteDB('log');
  });
});
