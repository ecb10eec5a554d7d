import { describe, expect, test } from 'vitest';
import { createContentStripper, stripInvisible } from './content-stripper.ts';

describe('createContentStripper', () => {
  test('takes tokens out, the longest first, and again where that joins halves', () => {
    const { stripTokens } = createContentStripper(['<s>', '<s>x', '<|end|>']);
    expect(stripTokens('a<s>b<s>xc')).toBe('abc');
    expect(stripTokens('<|e<|e<s>nd|>nd|>')).toBe('');
  });

  test('leaves white space and other text alone', () => {
    const { stripTokens } = createContentStripper(['\n\n', '  ', '(.*)']);
    expect(stripTokens('a\n\nb  c (d)')).toBe('a\n\nb  c (d)');
    expect(createContentStripper([]).stripTokens('<|x|>')).toBe('<|x|>');
  });

  test('is quick on text made to be slow', () => {
    const { stripTokens } = createContentStripper(['<|im_start|>']);
    const nested = '<|im_'.repeat(100_000) + 'start|>'.repeat(100_000);
    expect(stripTokens(`a${nested}b`)).toBe('ab');
  });
});

describe('stripInvisible', () => {
  test('keeps what scripts and emoji need', () => {
    const text = 'می‌خواهم 👩‍👩‍👧 ❤️ tab\tline\nnaïve';
    expect(stripInvisible(text)).toBe(text);
  });
});
