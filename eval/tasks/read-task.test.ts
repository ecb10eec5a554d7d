import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTask } from './read-task.ts';

const task = { id: 'single-1', category: 'single', ask: 'hi', expect: { answer: 'hello' } };

function read(value: unknown) {
  return readTask({ place: 'tasks.jsonl:7', value });
}

test('reads one message or several turns', () => {
  expect(read(task)).toMatchObject({ turns: ['hi'], notes: [], attach: {}, effect: {}, gold: [] });
  expect(read(task).answer?.test('Oh, HELLO')).toBe(true);
  expect(read({ ...task, ask: ['hi', 'and now?'] }).turns).toEqual(['hi', 'and now?']);
});

test.each(['held-out', 'development'])('reads every line of %s.jsonl', (name) => {
  const lines = readFileSync(new URL(`${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const tasks = lines.map((line) => read(JSON.parse(line)));
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(lines.length);
});

test.each<[object, string]>([
  [{ ...task, id: 3 }, 'id and category must be texts'],
  [{ ...task, ask: [] }, 'ask must be a text or a list of texts'],
  [{ ...task, aks: 'hi' }, 'aks is unknown'],
  [{ ...task, notes: 'milk' }, 'notes must be a list of texts'],
  [{ ...task, attach: { 'a.txt': 3 } }, 'attach must be {file name: text}'],
  [{ ...task, expect: {} }, 'expect has neither answer nor effect'],
  [{ ...task, expect: { answer: '(' } }, 'expect.answer is no regular expression'],
  [{ ...task, expect: { anwser: 'x' } }, 'expect.anwser is unknown'],
  [{ ...task, expect: { effect: { toolcalls: 1 } } }, 'expect.effect.toolcalls is unknown'],
  [{ ...task, expect: { effect: { toString: 1 } } }, 'expect.effect.toString is unknown'],
  [{ ...task, expect: { effect: { toolCalls: -1 } } }, 'expect.effect.toolCalls is -1'],
  [{ ...task, expect: { effect: { notes: { has: 'x' } } } }, 'expect.effect.notes is'],
  [
    { ...task, expect: { effect: { notes: { lacks: '[' } } } },
    'expect.effect.notes.lacks is no regular expression',
  ],
  [{ ...task, expect: { effect: { timers: {} } } }, 'expect.effect.timers is {}'],
  [{ ...task, gold: [{ calls: [{ tool: 'date' }] }] }, 'gold must be a list'],
])('%j is refused by file and line', (value, message) => {
  expect(() => read(value)).toThrow(`tasks.jsonl:7: ${message}`);
});
