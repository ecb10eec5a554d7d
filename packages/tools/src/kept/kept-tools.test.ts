import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NoteStore, openNotes } from '../notes/note-store.ts';
import { noteTools } from '../notes/note-tools.ts';
import { remind } from '../reminders/remind.ts';
import { openReminders, type ReminderStore } from '../reminders/reminder-store.ts';
import { call, hostileTexts, sundayMs } from '../testing/tool-context.ts';
import { keptTools } from './kept-tools.ts';

let stores: { notes: NoteStore; reminders: ReminderStore };
let count = 0;

beforeEach(() => {
  count += 1;
  stores = {
    notes: openNotes({ name: `notes-${count}` }),
    reminders: openReminders({ name: `reminders-${count}` }),
  };
});
afterEach(async () => {
  await stores.notes.close();
  await stores.reminders.close();
});

function run(name: string, args: Record<string, string>, overrides = {}) {
  const tools = [...noteTools(stores.notes), remind(stores.reminders), ...keptTools(stores)];
  const tool = tools.find(({ definition }) => definition.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return call(tool, args, overrides);
}
const texts = async () => (await stores.notes.list()).map(({ text }) => text);
const note = (text: string, createdMs = sundayMs) => run('note', { text }, { nowMs: createdMs });

describe('note', () => {
  it('keeps the words', async () => {
    expect((await note('buy milk and eggs')).content).toBe('Saved the note "buy milk and eggs".');
    expect(await texts()).toEqual(['buy milk and eggs']);
  });

  it('runs once per idempotency key and answers the same again', async () => {
    const first = await run('note', { text: 'one' }, { idempotencyKey: 'k' });
    const again = await run('note', { text: 'two' }, { idempotencyKey: 'k' });
    expect(again.content).toBe(first.content);
    expect(await texts()).toEqual(['one']);
  });

  it('is refused where it is empty', async () => {
    expect(await note(' \u200B ')).toMatchObject({ failed: true });
    expect(await texts()).toEqual([]);
  });

  it.each(hostileTexts.filter((text) => /\S/.test(text)))('survives %j', async (text) => {
    expect((await note(text)).content).not.toBe('');
    expect((await run('search', { query: text })).content).not.toBe('');
  });
});

describe('search', () => {
  beforeEach(async () => {
    for (const [index, text] of [
      'the wifi password is hunter2',
      'buy milk and eggs',
      'call the plumber about the sink',
      'Anna likes tulips',
      'renew my passport',
      'locker code 4821',
      'Café Zürich is closed on Mondays',
    ].entries()) {
      await note(text, sundayMs + index);
    }
  });

  it.each([
    ['wifi', 'hunter2'],
    ['about the wifi', 'hunter2'],
    ['the wifi password', 'hunter2'],
    ['milk', 'buy milk'],
    ['egg', 'buy milk'],
    ['the note about Anna', 'tulips'],
    ["Anna's tulips", 'tulips'],
    ['locker code', '4821'],
    ['4821', 'locker'],
    ['passports', 'renew my passport'],
    ['plumber', 'sink'],
    ['PLUMBER', 'sink'],
    ['plumbers', 'sink'],
    ['cafe zurich', 'Café'],
    ['renewal', 'renew'],
    ['passwrod', 'hunter2'],
    ['the note that mentions tulips', 'tulips'],
  ])('%s finds %s only', async (query, expected) => {
    const { content } = await run('search', { query });
    expect(content).toContain(expected);
    expect(content.split('\n')).toHaveLength(1);
  });

  it('says so where nothing fits', async () => {
    expect((await run('search', { query: 'submarine' })).content).toBe(
      'No note is about "submarine". There are 7 notes.',
    );
  });
});

describe('list', () => {
  it('lists notes, newest first, with their day', async () => {
    await note('first', sundayMs);
    await note('second', sundayMs + 86_400_000);
    expect((await run('list', { what: 'notes' })).content).toBe(
      '- second (Monday 23 November 2026)\n- first (Sunday 22 November 2026)',
    );
  });

  it('lists reminders, the next one first', async () => {
    await run('remind', { text: 'water the plants', when: 'in 2 hours' });
    await run('remind', { text: 'stretch', when: 'in 10 minutes' });
    expect((await run('list', { what: 'reminders' })).content).toBe(
      '- stretch: Sunday 22 November 2026, 11:10 (in 10 minutes)\n' +
        '- water the plants: Sunday 22 November 2026, 13:00 (in 2 hours)',
    );
  });

  it('says so where there are none, and counts what it leaves out', async () => {
    expect((await run('list', { what: 'notes' })).content).toBe('There are no notes yet.');
    expect((await run('list', { what: 'reminders' })).content).toBe('There are no reminders.');
    for (let index = 0; index < 23; index += 1) await note(`note ${index}`, sundayMs + index);
    expect((await run('list', { what: 'notes' })).content).toContain('and 3 older ones');
  });
});

describe('delete', () => {
  beforeEach(async () => {
    await note('buy milk and eggs', sundayMs);
    await note('call the plumber about the sink', sundayMs + 1);
    await note('milk the goat', sundayMs + 2);
    await run('remind', { text: 'stretch', when: 'in 10 minutes' });
    await run('remind', { text: 'check the oven', when: 'in 20 minutes' });
  });

  it('asks first, by its definition', () => {
    const [, tool] = keptTools(stores);
    expect(tool?.definition).toMatchObject({ name: 'delete', risk: 'write', destructive: true });
  });

  it.each([
    ['the plumber note', 'Deleted the note "call the plumber about the sink".'],
    ['plumber', 'Deleted the note "call the plumber about the sink".'],
    ['goat', 'Deleted the note "milk the goat".'],
    ['the plumbr note', 'Deleted the note "call the plumber about the sink".'],
    ['plumbers', 'Deleted the note "call the plumber about the sink".'],
    ['the note that mentions the goat', 'Deleted the note "milk the goat".'],
    ['milk and eggs', 'Deleted the note "buy milk and eggs".'],
    ['the last note', 'Deleted the note "milk the goat".'],
    ['stretch', 'Cancelled the reminder "stretch".'],
    ['the reminder to stretch', 'Cancelled the reminder "stretch".'],
    ['my oven reminder', 'Cancelled the reminder "check the oven".'],
    ['the oven timer', 'Cancelled the reminder "check the oven".'],
    ['- buy milk and eggs (Sunday 22 November 2026)', 'Deleted the note "buy milk and eggs".'],
    ['stretch: Sunday 22 November 2026, 11:10 (in 10 minutes)', 'Cancelled the reminder "stretch".'],
    ['all notes', 'Deleted all 3 notes.'],
    ['all my reminders', 'Deleted all 2 reminders.'],
  ])('%s', async (text, expected) => {
    expect((await run('delete', { text })).content).toBe(expected);
  });

  it('takes the kind from the message where the words have none', async () => {
    await run('remind', { text: 'call the plumber', when: 'tomorrow' });
    const { content } = await run('delete', { text: 'plumber' }, { userText: 'cancel the plumber reminder' });
    expect(content).toBe('Cancelled the reminder "call the plumber".');
  });

  it.each([
    ['milk', 'More than one note or reminder is about "milk"'],
    ['submarine', 'No note or reminder is about "submarine"'],
    ['everything', 'all notes or all reminders'],
    ['the submarine note', 'No note is about'],
    ['the submarine and write a new one: buy fish on Friday', 'No note or reminder is about'],
  ])('deletes nothing for %s, and says why', async (text, reason) => {
    expect(await run('delete', { text })).toMatchObject({
      failed: true,
      content: expect.stringContaining(reason),
    });
    expect(await texts()).toHaveLength(3);
    expect(await stores.reminders.list()).toHaveLength(2);
  });

  it('runs once per idempotency key, and does not take the next best item the second time', async () => {
    const first = await run('delete', { text: 'milk the goat' }, { idempotencyKey: 'k' });
    const again = await run('delete', { text: 'milk the goat' }, { idempotencyKey: 'k' });
    expect(again.content).toBe(first.content);
    expect(await texts()).toHaveLength(2);
  });

  it.each(hostileTexts)('deletes nothing for %j', async (text) => {
    await run('delete', { text });
    expect(await texts()).toHaveLength(3);
  });
});

describe('remind', () => {
  it('says when, and that a tab must be open', async () => {
    const outcome = await run('remind', { text: 'call mum', when: 'tomorrow at 9' });
    expect(outcome).toMatchObject({
      failed: false,
      content:
        'Set "call mum" for Monday 23 November 2026, 09:00 (in 22 hours). It shows while this page is open in a tab; if it is missed, it shows when the page is opened again.',
      understood: 'tomorrow at 9 = Monday 23 November 2026, 09:00 (Europe/Zurich)',
    });
    expect(await stores.reminders.list()).toMatchObject([
      { text: 'call mum', dueMs: Date.UTC(2026, 10, 23, 8), shown: null },
    ]);
  });

  it.each([
    ['yesterday', 'is past'],
    ['10 minutes ago', 'is past'],
    ['today at 09:00', 'is past'],
    ['in 50 years', 'at most 10 years'],
    ['whenever', 'not a time'],
  ])('refuses %s', async (when, reason) => {
    expect(await run('remind', { text: 'x', when })).toMatchObject({
      failed: true,
      content: expect.stringContaining(reason),
    });
    expect(await stores.reminders.list()).toEqual([]);
  });

  it('answers for a call that is made again what it answered, be its time past by then', async () => {
    const args = { text: 'x', when: 'on 1 December 2026 at 9:00' };
    const first = await run('remind', args, { idempotencyKey: 'k' });
    expect(first.failed).toBe(false);
    const again = await run('remind', args, { idempotencyKey: 'k', nowMs: sundayMs + 365 * 86_400_000 });
    expect(again).toMatchObject({ failed: false, content: first.content });
  });

  it('runs once per idempotency key', async () => {
    await run('remind', { text: 'x', when: 'in 5 minutes' }, { idempotencyKey: 'k' });
    await run(
      'remind',
      { text: 'x', when: 'in 5 minutes' },
      { idempotencyKey: 'k', nowMs: sundayMs + 60_000 },
    );
    expect(await stores.reminders.list()).toMatchObject([{ dueMs: sundayMs + 300_000 }]);
  });
});
