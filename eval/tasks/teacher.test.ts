import { expect, test } from 'vitest';
import { replyTo } from './teacher.ts';

const task = {
  turns: ['set a timer', 'make it ten minutes'],
  gold: [
    { say: 'For how long?' },
    {
      calls: [
        { tool: 'list', arguments: {} },
        { tool: 'remind', arguments: { when: '10 minutes' } },
      ],
    },
  ],
};
const user = (content: string) => ({ role: 'user', content });
const result = (content: string) => ({ role: 'tool', content });
const made = (name: string, given: object) => ({
  role: 'assistant',
  content: '',
  tool_calls: [{ id: '1', function: { name, arguments: JSON.stringify(given) } }],
});

function text(messages: readonly object[]): string {
  return JSON.stringify(replyTo({ messages }, task));
}

test('answers the turn that was sent last', () => {
  expect(text([user('set a timer')])).toContain('long?');
  expect(
    text([user('set a timer'), { role: 'assistant', content: 'For how long?' }, user('make it ten minutes')]),
  ).toContain('"list"');
});

test('goes on from its results, and answers with them where it has no words', () => {
  const begun = [user('make it ten minutes'), made('list', {}), result('nothing yet')];
  expect(text(begun)).toContain('"remind"');
  expect(text([...begun, made('remind', { when: '10 minutes' }), result('Reminder set.')])).toContain('set.');
});

test('makes all its calls where the device made others, and takes over where the device made one of them', () => {
  const wrong = [user('make it ten minutes'), made('remind', { when: '10' }), result('When?')];
  expect(text(wrong)).toContain('"list"');
  const right = [user('make it ten minutes'), made('list', {}), result('nothing yet')];
  expect(text(right)).toContain('"remind"');
});

test('a call that gold has twice is made twice', () => {
  const call = { tool: 'note', arguments: { text: 'a', tag: 'b' } };
  const twice = { turns: ['x'], gold: [{ calls: [call, call], say: 'done' }] };
  const first = [user('x'), made('note', { tag: 'b', text: 'a' }), result('Noted.')];
  expect(JSON.stringify(replyTo({ messages: first }, twice))).toContain('"note"');
  const second = [...first, made('note', { text: 'a', tag: 'b' }), result('Noted.')];
  expect(JSON.stringify(replyTo({ messages: second }, twice))).toContain('done');
});

test('has nothing to say without gold', () => {
  expect(text([user('something else')])).toContain('cannot');
  expect(JSON.stringify(replyTo({ messages: [user('x')] }, { turns: ['x'], gold: [] }))).toContain('cannot');
});
