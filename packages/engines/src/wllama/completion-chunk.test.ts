import { describe, expect, test } from 'vitest';
import { readCompletionChunk } from './completion-chunk.ts';

const piece = (logprobs: unknown) => ({ choices: [{ text: 'a', finish_reason: null, logprobs }] });

describe('readCompletionChunk', () => {
  test('adds up the log probabilities of a piece; 0 where none were asked for', () => {
    const content = [{ logprob: -0.5 }, { logprob: -1 }];
    expect(readCompletionChunk(piece({ content }))).toEqual({
      type: 'text',
      text: 'a',
      logProbability: -1.5,
    });
    expect(readCompletionChunk(piece(null))).toMatchObject({ logProbability: null });
  });

  test.each([
    ['nothing', null],
    ['no choice', { choices: [] }],
    ['a probability that is text', piece({ content: [{ logprob: '-1' }] })],
    ['an end without counts', { choices: [{ text: '', finish_reason: 'stop' }] }],
  ])('a chunk that is not one says so: %s', (_, value) => {
    expect(() => readCompletionChunk(value)).toThrow(expect.objectContaining({ code: 'engine-failed' }));
  });
});
