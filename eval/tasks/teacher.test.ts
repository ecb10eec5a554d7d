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
  const begun = [user('make it ten minutes'), { role: 'assistant', content: '' }, result('nothing yet')];
  expect(text(begun)).toContain('"remind"');
  expect(text([...begun, result('Reminder set.')])).toContain('set.');
});

test('has nothing to say without gold', () => {
  expect(text([user('something else')])).toContain('cannot');
  expect(JSON.stringify(replyTo({ messages: [user('x')] }, { turns: ['x'], gold: [] }))).toContain('cannot');
});
