import { expect, test } from 'vitest';
import type { ModeOutcome } from './answer-in-mode.ts';
import { modeFigures } from './mode-figures.ts';

const prices = { inputUsdPerMillion: 1, outputUsdPerMillion: 10 };
const asked = { promptTokens: 1000, completionTokens: 100, reusedTokens: 0 };

function outcome(parts: Partial<ModeOutcome> & { readonly hasCall?: boolean } = {}): ModeOutcome {
  const { hasCall = true, ...given } = parts;
  return {
    row: { id: '', question: [], functions: [], rightCalls: [] },
    answer: {
      ...{ calls: hasCall ? [{ name: 'f', arguments: {} }] : [], rawCalls: [], callProbabilities: [] },
      ...{ reply: '', promptTokens: 10, completionTokens: 5, seconds: 1, failure: null },
    },
    ...{ mistake: null, namesRight: null, noneFits: false, refused: null, cloud: null },
    ...given,
  };
}

test('a false accept is a call that ran on the device and was wrong: no refusal, no silence, not the larger model', () => {
  const all = [
    outcome(),
    outcome({ mistake: 'wrong' }),
    outcome({ mistake: 'made 0 calls', refused: 'ungrounded-argument', hasCall: false }),
    outcome({ mistake: 'called no function', hasCall: false }),
    outcome({ mistake: 'wrong', refused: 'unsure', cloud: asked }),
  ];
  expect(modeFigures(all, prices)).toMatchObject({ n: 5, correct: 1, falseAccepts: 0.2, cloudShare: 0.2 });
});

test('a call where none fits counts of those rows alone, and is a false accept', () => {
  const silent = outcome({ noneFits: true, hasCall: false });
  const needless = outcome({ noneFits: true, mistake: 'called a function where none fits' });
  expect(modeFigures([silent, needless, outcome()], prices)).toMatchObject({
    ...{ needless: 0.5, falseAccepts: 1 / 3 },
  });
  expect(modeFigures([outcome()], prices).needless).toBeNull();
});

test('costs what went out at the prices', () => {
  expect(modeFigures([outcome({ cloud: asked }), outcome()], prices).usd).toBeCloseTo(0.002, 9);
});
