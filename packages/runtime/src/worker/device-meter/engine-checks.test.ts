import type { EngineEvent, GenerateRequest } from '@kinglet/spec';
import { KingletError } from '@kinglet/spec';
import {
  type ContractRule,
  callTool,
  contractReplies,
  failWith,
  fakeClock,
  hang,
  type ScriptedReply,
  say,
  scriptedEngine,
  waitFor,
} from '@kinglet/testkit';
import { expect, test } from 'vitest';
import { engineChecks } from './engine-checks.ts';

type Check = keyof typeof engineChecks;

/** The rule of the engine contract that each check stands for. */
const rules: Readonly<Record<Check, ContractRule>> = {
  ...{ stream: 'E1', usage: 'E2', reuse: 'E3', 'cancel-prefill': 'E4', 'cancel-decode': 'E5' },
  ...{ schema: 'E7', 'tool-call': 'E8', stop: 'E10', length: 'E11' },
};

async function outcome(check: Check, replies: readonly ScriptedReply[]): Promise<string | null> {
  const clock = fakeClock();
  const engine = scriptedEngine(replies, { clock });
  const running = engineChecks[check]({ engine, clock, signal: new AbortController().signal });
  running.catch(() => {});
  if (check === 'cancel-prefill') await clock.advance(5);
  return running;
}

test.each(Object.keys(engineChecks) as Check[])('%s passes where the engine contract does', async (check) => {
  expect(await outcome(check, contractReplies[rules[check]])).toBeNull();
});

const broken = failWith(new KingletError('engine-failed', 'It broke.'));

test.each<[Check, readonly ScriptedReply[], string]>([
  ['stream', [[]], 'no text came'],
  ['usage', [usage(9), usage(10), usage(12)], 'had 9 and then 10 tokens'],
  ['usage', [usage(9), usage(9), usage(9)], 'had 9 tokens, not above 9'],
  ['reuse', [usage(20), usage(40)], '0 tokens were reused'],
  ['cancel-prefill', [[...waitFor(1), ...say('Once.')]], 'it went on to its end'],
  ['cancel-prefill', [hang(), broken], 'It broke.'],
  ['cancel-prefill', [hang(), []], 'no text came after the cancel'],
  ['cancel-decode', [broken], 'it failed'],
  [
    'stop',
    [say('one two three four'), [...say('one two t'), { type: 'end', finishReason: 'length' }]],
    'it ended with length',
  ],
  ['schema', [say('{"name":"Ada"')], 'does not fit its schema'],
  ['schema', [say('{"name":"Ada","age":"old"}')], 'does not fit its schema'],
  ['tool-call', [say('It is mild.')], 'no call of the tool came'],
  ['tool-call', [callTool('weather', { city: 'Bern', unit: 'K' })], 'do not fit their schema'],
  ['stop', [say('one two three four'), [{ type: 'text', text: 'one' }]], 'should have come'],
  ['length', [[{ type: 'end', finishReason: 'stop' }]], 'it ended with stop'],
])('%s fails on %j', async (check, replies, reason) => {
  await expect(outcome(check, replies)).rejects.toThrow(reason);
});

test('what an engine does not tell is skipped, with the reason', async () => {
  const estimated = { promptTokens: 9, reusedTokens: null, completionTokens: 1, estimated: true } as const;
  const reply: ScriptedReply = [
    { type: 'text', text: 'Four.' },
    { type: 'end', usage: estimated },
  ];
  expect(await outcome('usage', [reply])).toBe('this engine gives estimates only');
  expect(await outcome('reuse', [reply, reply])).toBe('this engine does not tell what it reuses');
});

test('events in another order are told', async () => {
  const engine = {
    ...scriptedEngine([]),
    async *generate(_: GenerateRequest): AsyncGenerator<EngineEvent> {
      yield { type: 'text-delta', text: 'Four.' };
      yield { type: 'prefill-end', durationMs: 1 };
      const counts = { promptTokens: 9, reusedTokens: 0, completionTokens: 1 };
      yield { type: 'decode-end', finishReason: 'stop', usage: counts };
    },
  };
  const context = { engine, clock: fakeClock(), signal: new AbortController().signal };
  await expect(engineChecks.stream(context)).rejects.toThrow('another order');
});

function usage(promptTokens: number): ScriptedReply {
  const counts = { promptTokens, reusedTokens: 0, completionTokens: 1 };
  return [
    { type: 'text', text: 'Four.' },
    { type: 'end', usage: counts },
  ];
}
