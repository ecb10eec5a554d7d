import type { Clock, KingletError } from '@kinglet/spec';
import { realClock } from '@kinglet/testkit';
import { deleteDB, openDB } from 'idb';
import { afterEach, expect, it } from 'vitest';
import { logRow } from './testing/log-row.ts';
import { version1Database } from './testing/version-1-database.ts';
import { openUsageLog } from './usage-log.ts';

const name = 'kinglet-usage-log-test';
const settings = { enabled: true, retention: 'text', retentionDays: 3650 } as const;

/** The browser's own time, on a day long ago: what is tested is the browser's database. */
const clock: Clock = { ...realClock, nowMs: () => Date.UTC(1971, 0, 1) };

async function open() {
  const told: KingletError[] = [];
  const log = await openUsageLog({ name, clock, settings, onDropped: (error) => told.push(error) });
  const ids = async (): Promise<string[]> => (await log.query({ limit: 1000 })).map((row) => row.id);
  return { log, told, ids };
}

afterEach(() => deleteDB(name));

it('keeps batches over a reopening, redacted, and pages through them', async () => {
  const first = await open();
  for (let index = 0; index < 250; index += 1) {
    first.log.append(logRow({ id: `row${index}`, timeMs: index, prompt: `Mail bob${index}@x.ch` }));
  }
  await first.log.close();
  const { log } = await open();
  const newest = await log.query({ limit: 100 });
  const older = await log.query({ limit: 100, beforeMs: newest.at(-1)?.timeMs ?? 0 });
  expect([newest[0]?.id, newest.length, older[0]?.id, older.length]).toEqual(['row249', 100, 'row149', 100]);
  expect(newest[0]?.prompt).toBe('Mail <EMAIL_1>');
  let lines = '';
  for await (const piece of log.exportJsonLines()) lines += piece;
  expect(lines.trimEnd().split('\n')).toHaveLength(250);
  await log.close();
});

it('upgrades a database of version 1', async () => {
  await version1Database(name);
  const { log, told } = await open();
  expect(await log.query({ limit: 9, conversationId: 'c1' })).toEqual([
    logRow({ id: 'old2', timeMs: 2000 }),
    logRow({ id: 'old1', timeMs: 1000 }),
  ]);
  expect(told).toEqual([]);
  await log.close();
});

it('lets the database be deleted while it is open, and goes on', async () => {
  const { log, told, ids } = await open();
  log.append(logRow({ id: 'a' }));
  expect(await ids()).toEqual(['a']);
  await deleteDB(name);
  log.append(logRow({ id: 'b' }));
  expect(await ids()).toEqual(['b']);
  expect(told).toEqual([]);
  await log.close();
});

it('goes on in memory when a newer version takes the database', async () => {
  const { log, told, ids } = await open();
  (await openDB(name, 3)).close();
  log.append(logRow({ id: 'a' }));
  expect(await ids()).toEqual(['a']);
  expect(told.map((error) => [error.code, error.details['cause']])).toEqual([
    ['storage-denied', 'VersionError'],
  ]);
  await log.close();
});
