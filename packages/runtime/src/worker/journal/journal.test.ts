import 'fake-indexeddb/auto';
import type { AgentEvent, KingletError } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { deleteDB, openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunRecord } from '../../shared/index.ts';
import { Journal } from './journal.ts';
import type { JournalStore } from './journal-store.ts';
import { openJournal } from './open-journal.ts';

const clock = fakeClock();
const notice = vi.fn<(error: KingletError) => void>();
let name = '';
let count = 0;

beforeEach(() => {
  notice.mockReset();
  count += 1;
  name = `journal-${count}`;
});

function open(): Promise<Journal> {
  return openJournal({ name, clock, notice });
}

function run(conversationId: string, id: string, parentId: string | null = null): RunRecord {
  const createdMs = clock.nowMs() + Number(id.replace(/\D/g, ''));
  return { id, conversationId, parentId, createdMs, userText: `Question ${id}`, attachments: [], events: [] };
}

function text(words: string): AgentEvent {
  return { type: 'text-delta', step: 0, text: words };
}

const ended: AgentEvent = { type: 'run-end', outcome: 'complete' };

/** What the database holds, read by another journal. */
async function stored(conversationId: string) {
  const journal = await open();
  return journal.open(conversationId);
}

describe('Journal', () => {
  it('keeps a conversation for the next visit, with its deltas joined', async () => {
    const journal = await open();
    const { id } = journal.create();
    await journal.addRun(run(id, 'r1'));
    for (const event of [text('Hel'), text('lo'), ended]) journal.append(id, 'r1', event);
    await journal.flush();
    const { head, runs } = await stored(id);
    expect(head).toMatchObject({ title: 'Question r1', leafId: 'r1' });
    expect(runs.map(({ events }) => events)).toEqual([[text('Hello'), ended]]);
  });

  it('joins deltas again that were written apart', async () => {
    const journal = await open();
    const { id } = journal.create();
    await journal.addRun(run(id, 'r1'));
    for (const part of ['a', 'b', 'c']) {
      journal.append(id, 'r1', text(part));
      await journal.flush();
    }
    expect((await stored(id)).runs[0]?.events).toEqual([text('abc')]);
    expect((await journal.open(id)).runs[0]?.events).toEqual([text('abc')]);
  });

  it('goes on after the stored events of a run, and reads anew what another worker wrote', async () => {
    const journal = await open();
    const { id } = journal.create();
    await journal.addRun(run(id, 'r1'));
    for (const part of ['a', 'b']) {
      journal.append(id, 'r1', text(part));
      await journal.flush();
    }
    const next = await open();
    await next.open(id);
    next.append(id, 'r1', { type: 'run-resume' });
    next.append(id, 'r1', ended);
    await next.flush();
    const all = [text('ab'), { type: 'run-resume' }, ended];
    expect((await stored(id)).runs[0]?.events).toEqual(all);
    expect((await journal.open(id)).runs[0]?.events).toEqual([text('ab')]);
    expect((await journal.reread(id)).runs[0]?.events).toEqual(all);
  });

  it('writes what is not text at once, and text within its delay', async () => {
    const writes = vi.fn<JournalStore['write']>(async () => {});
    const store: JournalStore = {
      heads: async () => [],
      runs: async () => [],
      write: writes,
      close: () => {},
    };
    const journal = new Journal({ store, heads: [], clock, notice, delayMs: 5 });
    const { id } = journal.create();
    await journal.addRun(run(id, 'r1'));
    await journal.flush();
    writes.mockClear();
    journal.append(id, 'r1', text('a'));
    await Promise.resolve();
    expect(writes).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(writes).toHaveBeenCalledTimes(1));
    journal.append(id, 'r1', ended);
    await vi.waitFor(() => expect(writes).toHaveBeenCalledTimes(2));
  });

  it('grows a tree: a sibling overwrites nothing, and each branch can be shown', async () => {
    const journal = await open();
    const { id } = journal.create();
    await journal.addRun(run(id, 'r1'));
    await journal.addRun(run(id, 'r2', 'r1'));
    await journal.addRun(run(id, 'r3', 'r2'));
    await journal.addRun(run(id, 'r4', 'r1'));
    const shown = await journal.open(id);
    expect(shown.runs.map((each) => each.id)).toEqual(['r1', 'r4']);
    expect(shown.siblings).toEqual({ r4: ['r2', 'r4'] });
    expect((await journal.select(id, 'r2')).runs.map((each) => each.id)).toEqual(['r1', 'r2', 'r3']);
    await journal.flush();
    expect((await stored(id)).runs.map((each) => each.id)).toEqual(['r1', 'r2', 'r3']);
  });

  it('deletes a conversation with everything in it, and takes no event for it any more', async () => {
    const journal = await open();
    const { id } = journal.create();
    const kept = journal.create();
    await journal.addRun(run(id, 'r1'));
    await journal.addRun(run(kept.id, 'r2'));
    journal.append(id, 'r1', text('secret'));
    await journal.flush();
    await journal.remove(id);
    journal.append(id, 'r1', text('late'));
    await journal.flush();
    const database = await openDB(name);
    const all = await Promise.all(['conversations', 'runs', 'events'].map((store) => database.getAll(store)));
    database.close();
    expect(JSON.stringify(all)).not.toContain(id);
    expect(journal.heads.map((head) => head.id)).toEqual([kept.id]);
    await expect(journal.open(id)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('lists conversations newest first, from their first run on', async () => {
    const journal = await open();
    const first = journal.create();
    await journal.addRun(run(first.id, 'r1'));
    await clock.advance(10);
    const second = journal.create();
    expect(journal.heads.map(({ id }) => id)).toEqual([first.id]);
    await journal.addRun(run(second.id, 'r2'));
    expect(journal.heads.map(({ id }) => id)).toEqual([second.id, first.id]);
    await clock.advance(10);
    await journal.addRun(run(first.id, 'r3', 'r1'));
    expect(journal.heads.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('refuses a parent that is not there', async () => {
    const journal = await open();
    const { id } = journal.create();
    await expect(journal.addRun(run(id, 'r2', 'r1'))).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('Journal without its store', () => {
  it('holds conversations for this visit where storage is blocked, and says so', async () => {
    const blocked = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const journal = await open();
    blocked.mockRestore();
    expect(notice).toHaveBeenCalledWith(
      expect.objectContaining({
        code: 'storage-denied',
        message: expect.stringMatching(/cannot be stored here.+until this page closes.+Allow site data/),
      }),
    );
    const { id } = journal.create();
    await journal.addRun(run(id, 'r1'));
    journal.append(id, 'r1', text('Hello'));
    await journal.flush();
    expect((await journal.open(id)).runs[0]?.events).toEqual([text('Hello')]);
  });

  it('keeps what is open where the database is deleted meanwhile, says so once, and goes on', async () => {
    const journal = await open();
    const { id } = journal.create();
    await journal.addRun(run(id, 'r1'));
    journal.append(id, 'r1', text('Hello'));
    await journal.flush();
    await deleteDB(name);
    await vi.waitFor(() => expect(notice).toHaveBeenCalledTimes(1));
    expect(notice).toHaveBeenCalledWith(
      expect.objectContaining({
        code: 'storage-denied',
        message: expect.stringMatching(/not being stored: it was deleted.+copy what you need, then reload/),
      }),
    );
    journal.append(id, 'r1', ended);
    await journal.addRun(run(id, 'r2', 'r1'));
    await journal.flush();
    const { runs } = await journal.open(id);
    expect(runs.map((each) => each.id)).toEqual(['r1', 'r2']);
    expect(runs[0]?.events).toEqual([text('Hello'), ended]);
    expect(notice).toHaveBeenCalledTimes(1);
  });

  it('tries again what could not be written, in order, and says so once', async () => {
    const journal = await open();
    const { id } = journal.create();
    await journal.addRun(run(id, 'r1'));
    await journal.flush();
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The quota was exceeded.', 'QuotaExceededError');
    });
    journal.append(id, 'r1', text('Hello'));
    await journal.flush();
    journal.append(id, 'r1', text(', you'));
    await journal.flush();
    full.mockRestore();
    journal.append(id, 'r1', ended);
    await journal.flush();
    expect(notice).toHaveBeenCalledTimes(1);
    expect((await stored(id)).runs[0]?.events).toEqual([text('Hello, you'), ended]);
  });
});
