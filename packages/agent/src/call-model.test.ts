import { fakeClock, type ScriptedReply, say, scriptedEngine, waitFor } from '@kinglet/testkit';
import { expect, it } from 'vitest';
import { callModel } from './call-model.ts';

/** Decode speed of a reply whose words take 100 ms together. */
async function rateOf(words: number): Promise<number | null> {
  const clock = fakeClock();
  const [first, ...rest] = say(Array.from({ length: words }, () => 'word').join(' '));
  const reply: ScriptedReply = [...(first ? [first] : []), ...waitFor(100), ...rest];
  const run = callModel({
    engine: scriptedEngine([reply], { clock }),
    request: { messages: [{ role: 'user', content: 'hello' }], tools: [], maxTokens: 100 },
    step: 0,
    signal: new AbortController().signal,
    clock,
    prices: null,
  });
  for (;;) {
    const next = run.next();
    await clock.advance(100);
    const item = await next;
    if (item.done) return item.value.stats.tokensPerSecond;
  }
}

it('[A5] gives no decode speed for fewer than eight tokens', async () => {
  expect(await rateOf(7)).toBeNull();
  expect(await rateOf(8)).toBeGreaterThan(0);
});
