import { lexer } from 'marked';
import { expect, test } from 'vitest';
import { splitBlocks } from './split-blocks.ts';

test.each([
  ['', [], ''],
  ['one', [], 'one'],
  ['one\n\ntwo', ['one'], 'two'],
  ['one\n\n', [], 'one\n\n'],
  ['- a\n\n', [], '- a\n\n'],
  ['# t\n\none\n\n- a\n- b', ['# t', 'one'], '- a\n- b'],
])('%j has the finished blocks %j and the open one %j', (text, finished, open) => {
  expect(splitBlocks(text, lexer)).toEqual({ finished, open });
});
