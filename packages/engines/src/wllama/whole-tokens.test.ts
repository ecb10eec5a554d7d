import { expect, test } from 'vitest';
import { wholeTokens } from './whole-tokens.ts';

const of = (tokens: readonly string[], tokenTypes = tokens.map(() => 1)) =>
  wholeTokens({ tokens, tokenTypes });

test('byte-level: tokens that begin or end within a character are partial, control tokens are none', () => {
  // a, é, " é", the first byte of é, its second byte, the first three bytes of an emoji, its last one.
  const tokens = ['a', 'Ã©', 'ĠÃ©', 'Ã', '©', 'ðŁĺ', 'Ģ', '<|im_end|>'];
  const whole = of(tokens, [1, 1, 1, 1, 1, 1, 1, 3]);
  expect(whole.partial).toEqual([3, 4, 5, 6]);
  expect(whole.covers('plain text\n')).toBe(true);
  expect(whole.covers('café')).toBe(true);
  expect(whole.covers('cafè')).toBe(false);
  expect(whole.covers('😀')).toBe(false);
});

test('SentencePiece: bytes from 0x80 on are partial', () => {
  const whole = of(['▁caf', 'é', '<0x41>', '<0xE2>', '<unk>'], [1, 1, 6, 6, 2]);
  expect(whole.partial).toEqual([3]);
  expect(whole.covers('né A')).toBe(true);
  expect(whole.covers('€')).toBe(false);
});
