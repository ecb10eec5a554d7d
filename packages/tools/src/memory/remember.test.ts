import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { builtInTools } from '../built-in-tools.ts';
import { call } from '../testing/tool-context.ts';
import { maxFactLength, maxFacts, openFacts } from './fact-store.ts';
import { remember } from './remember.ts';

let count = 0;
const open = () => {
  count += 1;
  return openFacts({ name: `facts-${count}` });
};
const texts = async (facts: ReturnType<typeof open>) => (await facts.list()).map(({ text }) => text);

test('keeps a fact once per call and once per wording, oldest first', async () => {
  const facts = open();
  const tool = remember(facts);
  const key = { idempotencyKey: 'k' };
  expect(await call(tool, { fact: 'I am\n vegetarian' }, key)).toMatchObject({
    failed: false,
    answers: true,
    content: 'I will remember: "I am vegetarian".',
  });
  expect((await call(tool, { fact: 'I am vegetarian' }, key)).content).toContain('I will remember');
  expect((await call(tool, { fact: 'i am Vegetarian' })).content).toContain('in the list already');
  await call(tool, { fact: 'I live in Zurich' }, { nowMs: 2 ** 42 });
  expect(await texts(facts)).toEqual(['I am vegetarian', 'I live in Zurich']);
});

test('the list is edited, and cleared', async () => {
  const facts = open();
  await facts.add({ id: 'a', text: 'one', createdMs: 1 }, null);
  await facts.add({ id: 'b', text: 'two', createdMs: 2 }, null);
  await facts.edit('a', ' three ');
  await facts.edit('gone', 'four');
  expect(await texts(facts)).toEqual(['three', 'two']);
  await facts.remove('b');
  expect(await texts(facts)).toEqual(['three']);
  await facts.clear();
  expect(await texts(facts)).toEqual([]);
});

test('refuses what is empty, too long, or one too many', async () => {
  const facts = open();
  const add = (text: string, id = text) => facts.add({ id, text, createdMs: 1 }, null);
  await expect(add(' \u200B ')).rejects.toThrow('nothing to remember');
  await expect(add('x'.repeat(maxFactLength + 1))).rejects.toThrow('at most 200');
  for (let index = 0; index < maxFacts; index += 1) await add(`fact ${index}`);
  await expect(add('one more')).rejects.toThrow('at most 50');
});

test('is none of the built-in tools that specialists know by heart, and nothing of a message is offered to it', () => {
  const names = builtInTools({ notes: {} as never, reminders: {} as never, fetch }).map(
    ({ definition }) => definition.name,
  );
  expect(names).not.toContain('remember');
  expect(names).not.toContain('read_more');
  const facts = { nowMs: 0, timeZone: 'UTC', hasAttachments: false };
  expect(remember(open()).spans?.('remember that I am vegetarian', facts)).toBeNull();
});
