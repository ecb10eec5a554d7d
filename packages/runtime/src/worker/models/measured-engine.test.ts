import type { Usage } from '@kinglet/spec';
import { fakeClock, type ScriptedReply, say, scriptedEngine, waitFor } from '@kinglet/testkit';
import { expect, it } from 'vitest';
import { measuredEngine } from './measured-engine.ts';
import type { SpeedSample } from './speed-record.ts';

const { signal } = new AbortController();
const usage: Usage = { promptTokens: 100, reusedTokens: 40, completionTokens: 30 };

/** A call that reads for 2 s and writes for 3. */
async function measure(change: Partial<Usage> = {}, reply: ScriptedReply = say('Yes.')) {
  const clock = fakeClock();
  const script = [
    ...waitFor(2000),
    ...reply,
    ...waitFor(3000),
    { type: 'end', usage: { ...usage, ...change } } as const,
  ];
  const samples: SpeedSample[] = [];
  const engine = measuredEngine(
    scriptedEngine(() => script, { clock }),
    {
      clock,
      onSample: (sample) => samples.push(sample),
    },
  );
  const call = (async () => {
    const types = [];
    for await (const { type } of engine.generate({ messages: [], tools: [], maxTokens: 50 }, { signal }))
      types.push(type);
    return types;
  })();
  await clock.advance(10_000);
  return { samples, types: await call };
}

it('counts what was read anew, and what was written, by the engine’s own counts', async () => {
  const { samples, types } = await measure();
  expect(samples).toEqual([{ prefillPerSecond: 30, decodePerSecond: 10 }]);
  expect(types).toEqual(['prefill-end', 'text-delta', 'decode-end']);
});

it.each([
  [
    'a prompt that is almost all reused',
    { reusedTokens: 90 },
    { prefillPerSecond: null, decodePerSecond: 10 },
  ],
  [
    'an engine that does not tell what it reused',
    { reusedTokens: null },
    { prefillPerSecond: null, decodePerSecond: 10 },
  ],
  ['a reply of a few tokens', { completionTokens: 7 }, { prefillPerSecond: 30, decodePerSecond: null }],
])('gives no rate for %s', async (_what, change, sample) => {
  expect((await measure(change)).samples).toEqual([sample]);
});

it('gives no sample for estimates, for two counts that are too short, and for what does not end', async () => {
  expect((await measure({ estimated: true })).samples).toEqual([]);
  expect((await measure({ reusedTokens: 90, completionTokens: 2 })).samples).toEqual([]);
  const clock = fakeClock();
  const samples: SpeedSample[] = [];
  const engine = measuredEngine(
    scriptedEngine(() => say('One two three'), { clock }),
    {
      clock,
      onSample: (sample) => samples.push(sample),
    },
  );
  for await (const { type } of engine.generate({ messages: [], tools: [], maxTokens: 9 }, { signal }))
    if (type === 'text-delta') break;
  expect(samples).toEqual([]);
});

it('passes prefill and unload on', async () => {
  const scripted = scriptedEngine(() => say('Yes.'));
  const engine = measuredEngine(scripted, { clock: fakeClock(), onSample: () => {} });
  await engine.prefill?.({ messages: [], tools: [], maxTokens: 1 }, { signal });
  expect(scripted.prefills).toHaveLength(1);
  await engine.unload();
  await expect(
    scripted.prefill?.({ messages: [], tools: [], maxTokens: 1 }, { signal }),
  ).rejects.toMatchObject({
    code: 'engine-lost',
  });
});
