import { type AdapterInfo, toolSignatures } from '@kinglet/spec';
import { callTool, scriptedEngine } from '@kinglet/testkit';
import { expect, it } from 'vitest';
import { prefixRequests } from './prompt/prefix-request.ts';
import { echoTool, ofType, play } from './testing/run-fixture.ts';

const echo = echoTool({ run: ({ text }) => ({ content: `${String(text)}!`, failed: false, answers: true }) });
const tools = toolSignatures([echo.definition]);
const adapters = ['builtin', 'shop'].map((id): AdapterInfo => ({ id, format: 'bare', tools }));
const rule = {
  task: 'the shop',
  ...{ tools, adapter: 'shop', since: '2026-11-25' },
  evidence: { n: 40, correct: 36, low: 0.77 },
  against: { adapter: 'builtin', n: 40, correct: 4, low: 0.04 },
};

it('[R12] a rule of the policy file sends the step to its specialist, and the step says so', async () => {
  const local = scriptedEngine([callTool('echo', { text: 'hello' })], {
    info: { toolUse: 'single-turn', adapters },
  });
  const { rows, events, end } = await play({ local, tools: [echo], rules: [rule] });
  expect(end.outcome).toBe('complete');
  expect(local.requests).toMatchObject([{ adapter: 'shop' }]);
  expect(rows).toMatchObject([{ adapter: 'shop', place: 'device' }]);
  expect(ofType(events, 'step-start')[0]?.reason).toContain('shop goes first by the rule for the shop');
});

it('[R12] what is prefilled in the background is what the rule sends first', () => {
  const info = { place: 'device', toolUse: 'single-turn', adapters } as const;
  expect(prefixRequests([echo], info)).toMatchObject([{ adapter: 'builtin' }]);
  expect(prefixRequests([echo], info, { rules: [rule] })).toMatchObject([{ adapter: 'shop' }]);
});
