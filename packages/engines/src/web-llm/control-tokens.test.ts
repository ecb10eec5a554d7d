import { expect, test } from 'vitest';
import { controlTokenStripper } from './control-tokens.ts';

test.each([
  ['a<|im_start|>b', 'ab'],
  ['<|im_<|im_end|>start|>x', 'x'],
  [`<|${'a'.repeat(40)}|>`, ''],
  ['a <| b |> c, x > y', 'a <| b |> c, x > y'],
  [`<|${'a'.repeat(41)}|>`, `<|${'a'.repeat(41)}|>`],
])('makes %j %j', (text, stripped) => {
  expect(controlTokenStripper.stripTokens(text)).toBe(stripped);
});

test('is quick on text made to be slow', () => {
  const nested = '<|'.repeat(200_000) + 'a|>'.repeat(200_000);
  expect(controlTokenStripper.stripTokens(nested)).toBe('');
});
