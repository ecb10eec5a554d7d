import type { RawToolCall } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import type { EvalAnswer, EvalEngine, EvalRequest } from '../engines/eval-engine.ts';
import { madeCall } from '../engines/made-call.ts';
import type { Category } from '../rows/category.ts';
import type { Row } from '../rows/row.ts';
import { answerInMode } from './answer-in-mode.ts';
import { type Mode, stepsOf } from './mode.ts';

const properties = { to: { type: 'string' }, crates: { type: 'integer' } };
const row: Row = {
  id: 'row_1',
  question: [{ role: 'user', content: 'Write to Anna Berg about 12 crates' }],
  functions: [
    {
      name: 'write',
      description: 'Writes to somebody.',
      parameters: { type: 'dict', properties, required: ['to'] },
    },
  ],
  rightCalls: [{ write: { to: ['Anna Berg'], crates: [12, ''] } }],
};
const category: Category = { name: 'simple', rule: 'match', rows: [row] };
/** Sure of a name that is certain, not of one of a tenth. */
const calibration = {
  ...{ intercept: 0, name: 1, argument: 0, tokens: 0 },
  curve: [{ threshold: 0.4, coverage: 0.5, risk: 0.1 }],
};

const invented = call('{"to":"Carla"}');
const right = call('{"to":"Anna Berg"}');
const other = call('{"to":"Berg"}');

function call(argumentsText: string, { name = 'write', probability = 1 } = {}): EvalAnswer {
  const raw: RawToolCall = { id: 'c', name, argumentsText };
  return {
    calls: [madeCall(raw)],
    rawCalls: [raw],
    callProbabilities: [{ name: probability, arguments: [], tokens: 4 }],
    reply: `${name} ${argumentsText}`,
    ...{ promptTokens: 100, completionTokens: 10, seconds: 1, failure: null },
  };
}

async function answer(mode: Mode, script: readonly EvalAnswer[], { mayBeWrong = 0.1, of = category } = {}) {
  const requests: EvalRequest[] = [];
  const left = [...script];
  const engine: EvalEngine = {
    title: 'scripted',
    async answer(request) {
      requests.push(request);
      return left.shift() ?? Promise.reject(new Error('asked once too often'));
    },
    close: async () => {},
  };
  const outcome = await answerInMode(of.rows[0] ?? row, of, {
    ...{ engine, calibration, mayBeWrong },
    steps: stepsOf[mode],
  });
  return { requests, ...outcome, calls: outcome.answer.calls };
}

describe('prompted', () => {
  test('is decoded without a grammar, and runs what it made up', async () => {
    const { requests, refused, mistake, calls } = await answer('prompted', [invented]);
    expect(requests).toMatchObject([{ free: true }]);
    expect([calls.length, refused]).toEqual([1, null]);
    expect(mistake).toContain('Carla');
  });

  test.each([
    ['no such tool', call('{}', { name: 'wrote' })],
    ['no JSON', call('{"to":')],
    ['an argument left out', call('{}')],
  ])('of a reply that is no call runs nothing: %s', async (_, reply) => {
    const { calls, refused, mistake } = await answer('prompted', [reply]);
    expect(calls).toEqual([]);
    expect(refused).not.toBeNull();
    expect(mistake).toBe('made 0 calls, not 1');
  });
});

test('constrained is decoded under the grammar, and nothing looks at what it says', async () => {
  const { requests, calls, cloud } = await answer('constrained', [invented]);
  expect(requests).toMatchObject([{ free: false }]);
  expect([calls.length, cloud]).toEqual([1, null]);
});

describe('grounded', () => {
  test('decodes a call that stands nowhere once more, bound to the values of the conversation', async () => {
    const outcome = await answer('grounded', [invented, right]);
    expect(outcome.requests).toHaveLength(2);
    expect(outcome.requests[1]?.allowed?.['write']?.['to']).toContain('Anna Berg');
    expect(outcome.requests[1]?.allowed?.['write']?.['crates']).toContain('12');
    expect([outcome.mistake, outcome.refused]).toEqual([null, null]);
    expect(outcome.answer).toMatchObject({ promptTokens: 100, completionTokens: 20, seconds: 2 });
  });

  test('takes a date that is said in full in any writing', async () => {
    const content = 'Write to Anna Berg by June 30th 2023';
    const of = { ...category, rows: [{ ...row, question: [{ role: 'user' as const, content }] }] };
    const { requests, refused } = await answer('grounded', [call('{"to":"2023-06-30"}')], { of });
    expect([requests.length, refused]).toEqual([1, null]);
  });

  test('runs nothing where the bound call fails too', async () => {
    const { calls, refused, cloud } = await answer('grounded', [invented, invented]);
    expect([calls, refused, cloud]).toEqual([[], 'ungrounded-argument', null]);
  });

  test('asks nobody where it is unsure', async () => {
    const { calls, cloud } = await answer('grounded', [call('{"to":"Berg"}', { probability: 0.1 })]);
    expect([calls.length, cloud]).toEqual([1, null]);
  });
});

describe('escalated', () => {
  test('hands over what is still refused, to one that is right', async () => {
    const { calls, refused, cloud, mistake } = await answer('escalated', [invented, invented]);
    expect(calls).toEqual([{ name: 'write', arguments: { to: 'Anna Berg' } }]);
    expect([refused, mistake]).toEqual(['ungrounded-argument', null]);
    expect(cloud?.promptTokens).toBeGreaterThan(20);
    expect(cloud?.completionTokens).toBeGreaterThan(5);
  });

  test('hands over a call that is less sure than asked for, and no other', async () => {
    const unsure = call('{"to":"Berg"}', { probability: 0.1 });
    expect(await answer('escalated', [unsure])).toMatchObject({ refused: 'unsure', mistake: null });
    expect(await answer('escalated', [other])).toMatchObject({ refused: null, cloud: null });
    // No threshold of the curve is that careful.
    expect(await answer('escalated', [other], { mayBeWrong: 0.05 })).toMatchObject({ refused: 'unsure' });
  });

  test('keeps a row without a call', async () => {
    const silent = { ...right, calls: [], rawCalls: [], callProbabilities: [] };
    const of: Category = { ...category, rule: 'no-call' };
    expect(await answer('escalated', [silent], { of })).toMatchObject({ cloud: null, noneFits: true });
  });

  test('hands over a prompt that is too long', async () => {
    const long = { ...right, calls: [], rawCalls: [], failure: 'the prompt has 9999 tokens' };
    expect(await answer('grounded', [long])).toMatchObject({ mistake: 'the prompt has 9999 tokens' });
    expect(await answer('escalated', [long])).toMatchObject({ mistake: null, cloud: expect.anything() });
  });
});
