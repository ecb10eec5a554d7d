import { expect, it } from 'vitest';
import { speedText } from './speed-text.ts';

const speed = { basis: 'measured', backend: 'wasm', prefillPerSecond: 60, decodePerSecond: 18.4 } as const;

it('says a word with the colour, and what it goes by', () => {
  expect(speedText(speed)).toEqual({ fit: 'good', word: 'quick', basis: '18 tokens/s, measured here' });
  expect(speedText({ ...speed, basis: 'expected', decodePerSecond: 2.46 })).toEqual({
    ...{ fit: 'slow', word: 'slow', basis: 'about 2.5 tokens/s expected' },
  });
});

it('says that nothing is known before anything ran that tells', () => {
  const unknown = { fit: null, word: 'not known yet', basis: null };
  expect(speedText(null)).toEqual(unknown);
  expect(speedText({ ...speed, decodePerSecond: null })).toEqual(unknown);
});
