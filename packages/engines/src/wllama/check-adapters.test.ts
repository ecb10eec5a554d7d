import type { AdapterInfo } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import { checkAdapters } from './check-adapters.ts';

const vocabulary = { tokens: ['a', '<|im_start|>', '<|im_end|>'], tokenTypes: [1, 3, 3] };
const adapter = (id: string) => ({ info: { id, format: 'bare', tools: '' } satisfies AdapterInfo });

describe('checkAdapters', () => {
  test('takes several for a model in one file, and none for any model', () => {
    checkAdapters([adapter('a'), adapter('b')], { files: 1, vocabulary });
    checkAdapters([], { files: 3, vocabulary: { tokens: [], tokenTypes: [] } });
  });

  test.each([
    ['Two specialists are called "b"', [adapter('a'), adapter('b'), adapter('b')], 1, vocabulary],
    ['The model is in 2 files', [adapter('a')], 2, vocabulary],
    ['has no <|im_end|>', [adapter('a')], 1, { tokens: ['<|im_start|>'], tokenTypes: [3] }],
  ] as const)('refuses: %s', (reason, adapters, files, words) => {
    expect(() => checkAdapters(adapters, { files, vocabulary: words })).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(reason) }),
    );
  });
});
