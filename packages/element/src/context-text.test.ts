import { expect, test } from 'vitest';
import { contextText } from './context-text.ts';

const context = { system: 120, tools: 300, history: 0, message: 12, results: 0, reply: 25 };

test('names the parts that have tokens; an estimate says so', () => {
  expect(contextText(context)).toBe('system 120, tools 300, message 12, reply 25');
  expect(contextText({ ...context, estimated: true })).toBe(
    'about system 120, tools 300, message 12, reply 25',
  );
});
