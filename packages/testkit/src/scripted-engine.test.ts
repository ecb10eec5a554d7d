import { type EngineEvent, type GenerateRequest, KingletError } from '@kinglet/spec';
import { expect, test } from 'vitest';
import { contractAdapters } from './contract-scenario.ts';
import { engineContract } from './engine-contract.ts';
import { fakeClock } from './fake-clock.ts';
import { scriptedEngine } from './scripted-engine.ts';
import { callTool, failWith, hang, say, waitFor } from './scripted-reply.ts';

const signal = new AbortController().signal;
const request: GenerateRequest = { messages: [{ role: 'user', content: 'Hi' }], tools: [], maxTokens: 50 };

async function collect(events: AsyncIterable<EngineEvent>): Promise<EngineEvent[]> {
  const all: EngineEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

test('gives its replies in order and records the requests', async () => {
  const engine = scriptedEngine([say('One two'), callTool('add', { a: 1 }, { id: 'c1' })]);
  expect(await collect(engine.generate(request, { signal }))).toEqual([
    { type: 'prefill-end', durationMs: 0 },
    { type: 'text-delta', text: 'One' },
    { type: 'text-delta', text: ' two' },
    {
      type: 'decode-end',
      finishReason: 'stop',
      usage: { promptTokens: 10, reusedTokens: 0, completionTokens: 2 },
    },
  ]);
  const second = await collect(engine.generate(request, { signal }));
  expect(second[1]).toEqual({
    type: 'tool-call',
    call: { id: 'c1', name: 'add', argumentsText: '{"a":1}' },
  });
  expect(second.at(-1)).toMatchObject({ finishReason: 'tool-call', usage: { reusedTokens: 9 } });
  expect(engine.requests).toEqual([request, request]);
});

test('a wait before the first delta is its prefill time', async () => {
  const clock = fakeClock();
  const engine = scriptedEngine([[...waitFor(300), ...say('Done')]], { clock });
  const events = collect(engine.generate(request, { signal }));
  await clock.advance(300);
  expect((await events)[0]).toEqual({ type: 'prefill-end', durationMs: 300 });
});

test('an error of the script is thrown where it stands', async () => {
  const error = new KingletError('engine-lost', 'gone');
  const engine = scriptedEngine([[...say('Half'), ...failWith(error)]]);
  await expect(collect(engine.generate(request, { signal }))).rejects.toBe(error);
});

test('a request beyond the script says so', async () => {
  await expect(collect(scriptedEngine([]).generate(request, { signal }))).rejects.toMatchObject({
    code: 'engine-failed',
  });
});

test('hang waits for the cancel', async () => {
  const controller = new AbortController();
  const events = collect(scriptedEngine([hang()]).generate(request, { signal: controller.signal }));
  controller.abort('stop');
  await expect(events).rejects.toBe('stop');
});

const noModel = 'a script holds no model and no device';
engineContract(
  'scripted',
  ({ replies }) => scriptedEngine(replies, { info: { adapters: contractAdapters } }),
  { skips: { E20: noModel, E22: noModel } },
);
