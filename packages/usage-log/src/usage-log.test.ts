import 'fake-indexeddb/auto';
import type { KingletError, LogRow } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { logRow } from './testing/log-row.ts';
import { openUsageLog, type UsageLogSettings } from './usage-log.ts';

const dayMs = 86_400_000;

async function open({
  factory = new IDBFactory(),
  ...changes
}: Partial<UsageLogSettings> & { factory?: IDBFactory } = {}) {
  const clock = fakeClock();
  const told: KingletError[] = [];
  const settings: UsageLogSettings = { enabled: true, retention: 'text', retentionDays: 90, ...changes };
  const log = await openUsageLog({
    clock,
    settings,
    onDropped: (error) => told.push(error),
    indexedDB: factory,
  });
  const append = (...ids: string[]): void => {
    for (const id of ids) log.append(logRow({ id, timeMs: clock.nowMs() }));
  };
  return { clock, told, log, append, factory, settings };
}

/** What stands in the database itself, past the log and its queue. */
async function stored(factory: IDBFactory): Promise<LogRow[]> {
  globalThis.indexedDB = factory;
  const database = await openDB('kinglet-usage-log');
  const rows: LogRow[] = await database.getAll('rows');
  database.close();
  return rows;
}

const ids = (rows: readonly LogRow[]): string[] => rows.map((row) => row.id);

describe('append', () => {
  it('writes nothing at once and everything after half a second', async () => {
    const { log, clock, append, factory } = await open();
    append('a', 'b');
    await clock.advance(499);
    expect(await stored(factory)).toEqual([]);
    await clock.advance(1);
    await log.flush();
    expect(ids(await stored(factory))).toEqual(['a', 'b']);
  });

  it.each(['text', 'hash'] as const)(
    'keeps which specialist was asked and how sure it was, with %s',
    async (retention) => {
      const { log, factory } = await open({ retention });
      const { stats, ...row } = logRow({ id: 'a', adapter: 'builtin-135m' });
      log.append({ ...row, stats: { ...stats, confidence: 0.93, finishReason: 'hand-on' } });
      await log.flush();
      expect(await stored(factory)).toMatchObject([
        { adapter: 'builtin-135m', kind: 'agent', stats: { confidence: 0.93, finishReason: 'hand-on' } },
      ]);
    },
  );

  it('writes with the last row of a batch, without waiting', async () => {
    const { log, append, factory, clock } = await open();
    append(...Array.from({ length: 249 }, (_, index) => `row${index}`));
    await clock.advance(0);
    expect(await stored(factory)).toHaveLength(0);
    append('row249');
    await log.applyRetention();
    expect(await stored(factory)).toHaveLength(250);
  });

  it('ignores rows while the log is off, and after it is closed', async () => {
    const { log, append, factory, settings } = await open({ enabled: false });
    append('off');
    await log.updateSettings({ ...settings, enabled: true });
    append('on');
    await log.close();
    append('closed');
    expect(ids(await stored(factory))).toEqual(['on']);
  });
});

describe('what is written', () => {
  const personal = { prompt: 'Mail bob@x.ch', reply: 'To bob@x.ch', verdicts: [] };

  it('is redacted in prompt, reply, arguments and reasons, with the same placeholders', async () => {
    const { log, factory } = await open();
    log.append(
      logRow({
        id: 'a',
        ...personal,
        toolCalls: [
          { id: 't', name: 'mail', argumentsText: '{"to":"bob@x.ch","cc":"eve@x.ch"}' },
          { id: 'u', name: 'to bob@x.ch', argumentsText: '' },
        ],
        verdicts: [{ check: 'grounding', passed: false, reason: 'eve@x.ch stands nowhere' }],
      }),
    );
    await log.flush();
    expect(await stored(factory)).toMatchObject([
      {
        prompt: 'Mail <EMAIL_1>',
        reply: 'To <EMAIL_1>',
        toolCalls: [
          { name: 'mail', argumentsText: '{"to":"<EMAIL_1>","cc":"<EMAIL_2>"}' },
          { name: 'to <EMAIL_1>', argumentsText: '' },
        ],
        verdicts: [{ reason: '<EMAIL_2> stands nowhere' }],
      },
    ]);
  });

  it('is the hash of the redacted text with hash retention', async () => {
    const { log, factory } = await open({ retention: 'hash' });
    log.append(logRow({ id: 'a', ...personal }));
    await log.flush();
    const [row] = await stored(factory);
    expect(row?.retention).toBe('hash');
    // printf 'Mail <EMAIL_1>' | sha256sum
    expect(row?.prompt).toBe('sha256:89d69669fa98f69d61277a666ccee423fe423d380f5ec3eab443959ce1a464b6');
    expect(row?.toolCalls[0]?.argumentsText).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain('bob');
  });

  it('follows the settings under which a row was appended', async () => {
    const { log, append, factory, settings } = await open({ retention: 'hash' });
    append('a');
    await log.updateSettings({ ...settings, retention: 'text' });
    append('b');
    await log.flush();
    expect((await stored(factory)).map((row) => row.retention)).toEqual(['hash', 'text']);
  });
});

describe('reading and changing', () => {
  it('sees rows that are still pending', async () => {
    const { log, append } = await open();
    append('a', 'b');
    expect(await log.setFeedback('a', 'up')).toBe(true);
    expect(await log.setFeedback('none', 'up')).toBe(false);
    append('c');
    await log.delete('c');
    append('d');
    expect(ids(await log.query({ limit: 9 })).sort()).toEqual(['a', 'b', 'd']);
    append('e');
    await log.clear();
    expect(await log.query({ limit: 9 })).toEqual([]);
  });

  it('exports whole JSON Lines in pieces, oldest first', async () => {
    const { log } = await open();
    for (let index = 0; index < 450; index += 1) {
      log.append(logRow({ id: `row${index}`, timeMs: Date.UTC(2026, 0, 1) + (index >> 1) }));
    }
    const pieces: string[] = [];
    for await (const piece of log.exportJsonLines()) pieces.push(piece);
    expect(pieces).toHaveLength(3);
    const lines = pieces
      .join('')
      .trimEnd()
      .split('\n')
      .map((line): LogRow => JSON.parse(line));
    expect(new Set(ids(lines)).size).toBe(450);
    expect(lines.every((row, index) => index === 0 || row.timeMs >= (lines[index - 1]?.timeMs ?? 0))).toBe(
      true,
    );
  });
});

describe('retention', () => {
  it('deletes older rows at opening, those with feedback too', async () => {
    const first = await open();
    first.append('old', 'liked');
    await first.log.setFeedback('liked', 'up');
    await first.log.close();
    const clock = fakeClock({ startMs: first.clock.nowMs() + 90 * dayMs + 1 });
    await openUsageLog({ clock, settings: first.settings, onDropped: () => {}, indexedDB: first.factory });
    expect(await stored(first.factory)).toEqual([]);
  });

  it('deletes older rows once a day while open', async () => {
    const { clock, append, log, factory } = await open({ retentionDays: 1 });
    append('old');
    await log.flush();
    await clock.advance(dayMs + 1);
    append('new');
    await log.flush();
    expect(ids(await stored(factory))).toEqual(['new']);
  });

  it('follows a change at once', async () => {
    const { clock, append, log, factory, settings } = await open();
    append('old');
    await clock.advance(3 * dayMs);
    await log.updateSettings({ ...settings, retentionDays: 2 });
    expect(await stored(factory)).toEqual([]);
  });

  it.each([0, 3651, 1.5, Number.NaN])('refuses %d days', async (retentionDays) => {
    await expect(open({ retentionDays })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
