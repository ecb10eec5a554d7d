import { type AgentEvent, type Engine, KingletError } from '@kinglet/spec';
import { callTool, fakeClock, hang, say, scriptedEngine, waitFor } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { echoTool, ofType, play, remoteEngine, shownText } from './testing/run-fixture.ts';

const callHello = callTool('echo', { text: 'hello' });
const never = () => new Promise<never>(() => undefined);

/** Stops at the first event of a kind, a moment later, when what follows it is under way. */
function stopAfter(type: AgentEvent['type']) {
  return (event: AgentEvent, stop: () => void) => {
    if (event.type === type) setTimeout(stop, 5);
  };
}

describe('a stop by the user', () => {
  it('[A19] in prefill', async () => {
    const { rows, end } = await play({ local: scriptedEngine([hang()]), onEvent: stopAfter('step-start') });
    expect(end).toMatchObject({ outcome: 'cancelled', notice: 'You stopped it.' });
    expect(rows[0]?.stats.finishReason).toBe('cancelled');
  });

  it('[A19] while decoding, the partial text kept', async () => {
    const local = scriptedEngine([[...say('Once upon'), ...hang()]]);
    const { events, messages, end } = await play({ local, onEvent: stopAfter('text-delta') });
    expect(end.outcome).toBe('cancelled');
    expect(shownText(events)).toBe('Once upon');
    expect(messages.at(-1)).toEqual({ role: 'assistant', content: 'Once upon' });
  });

  it('[A19] while asking, also where the dialog ignores it', async () => {
    const tools = [echoTool({ risk: 'send' })];
    const local = scriptedEngine([callHello]);
    const { events, messages, end } = await play({
      local,
      tools,
      approve: never,
      onEvent: stopAfter('approval-request'),
    });
    expect(end.outcome).toBe('cancelled');
    expect(ofType(events, 'approval-end')).toMatchObject([{ decision: 'no' }]);
    expect(messages.at(-1)).toMatchObject({ role: 'tool', failed: true });
  });

  it('[A19] in a tool, also where the tool ignores it; all open calls get a result', async () => {
    const tools = [echoTool({ run: never })];
    const local = scriptedEngine([[...callHello, ...callTool('echo', { text: 'Hello' })]]);
    const { events, messages, end } = await play({ local, tools, onEvent: stopAfter('tool-start') });
    expect(end.outcome).toBe('cancelled');
    expect(ofType(events, 'tool-end')).toMatchObject([{ failed: true }]);
    expect(messages.filter(({ role }) => role === 'tool')).toHaveLength(2);
  });

  it('[A19] before anything, and while the larger model is asked for', async () => {
    const early = await play({ local: scriptedEngine([]), onEvent: (_, stop) => stop() });
    expect(early.end.outcome).toBe('cancelled');
    expect(early.rows).toEqual([]);
    const remote = remoteEngine([]);
    const late = await play({ remote, approve: never, onEvent: stopAfter('approval-request') });
    expect(late.end.outcome).toBe('cancelled');
    expect(remote.requests).toEqual([]);
  });

  it('[A19] where the engine ignores it', async () => {
    const deaf: Engine = {
      info: scriptedEngine([]).info,
      // biome-ignore lint/correctness/useYield: hangs before the first event.
      async *generate() {
        await never();
      },
      unload: async () => undefined,
    };
    const { end } = await play({ local: deaf, onEvent: stopAfter('step-start') });
    expect(end.outcome).toBe('cancelled');
  });
});

describe('limits', () => {
  it('[A20] ends when the time is used up, the partial text kept', async () => {
    const clock = fakeClock();
    const local = scriptedEngine([[...say('Once'), ...waitFor(60_000), ...say(' more')]], { clock });
    const { end, messages } = await play({
      local,
      clock,
      limits: { wallClockMs: 30_000 },
      onEvent: (event) => {
        if (event.type === 'text-delta') setTimeout(() => clock.advance(30_000), 0);
      },
    });
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'timeout' } });
    expect(end.notice).toContain('within 30 s');
    expect(messages.at(-1)?.content).toBe('Once');
  });

  it('[A20] lets time stand still while the user decides', async () => {
    const clock = fakeClock();
    const local = scriptedEngine([callHello, say('It said hello.')], { clock });
    const { end } = await play({
      local,
      clock,
      tools: [echoTool({ risk: 'send' })],
      limits: { wallClockMs: 30_000 },
      approve: async () => {
        await clock.advance(3_600_000);
        return 'once';
      },
    });
    expect(end.outcome).toBe('complete');
  });

  it('[A20] leaves no timer behind', async () => {
    const clock = fakeClock();
    await play({ local: scriptedEngine([say('Hello.')]), clock });
    expect(clock.sleepers).toBe(0);
  });

  it('[A21] stops a text that loops while it is decoded, and keeps its first part', async () => {
    const local = scriptedEngine([say(`Here it is. ${'I will do that for you. '.repeat(400)}`)]);
    const { events, messages, rows, end } = await play({ local });
    expect(ofType(events, 'text-delta').length).toBeLessThan(100);
    expect(messages.at(-1)?.content).toBe('Here it is. I will do that for you.');
    expect(shownText(events)).toBe('Here it is. I will do that for you.');
    expect(end.outcome).toBe('failed');
    expect(rows[0]?.verdicts).toMatchObject([{ check: 'answer', passed: false }]);
  });
});

describe('what is thrown', () => {
  it('[A1] becomes the end of the run', async () => {
    const local = scriptedEngine([callHello]);
    const approve = () => Promise.reject(new Error('The dialog broke.'));
    const asking = await play({ local, tools: [echoTool({ risk: 'send' })], approve });
    expect(asking.end).toMatchObject({ outcome: 'failed', notice: 'The dialog broke.' });
    const throwing = echoTool({ run: () => Promise.reject(new Error('boom')) });
    const tool = await play({ local: scriptedEngine([callHello, say('It failed.')]), tools: [throwing] });
    expect(tool.messages.at(-2)).toMatchObject({ role: 'tool', failed: true });
    expect(tool.end.outcome).toBe('complete');
  });

  it('[A1] an engine that throws at once or ends without a finish is an engine error', async () => {
    const info = scriptedEngine([]).info;
    const throwing: Engine = {
      info,
      generate() {
        throw new KingletError('engine-lost', 'The engine was unloaded. Load the model again.');
      },
      unload: async () => undefined,
    };
    const lost = await play({ local: throwing });
    expect(lost.end).toMatchObject({ outcome: 'failed', error: { code: 'engine-lost' } });
    expect(lost.end.notice).toContain('Load the model again.');
    const endless: Engine = {
      info,
      async *generate() {
        yield { type: 'text-delta', text: 'Well' };
      },
      unload: async () => undefined,
    };
    const cut = await play({ local: endless });
    expect(cut.end).toMatchObject({ outcome: 'failed', error: { code: 'interrupted' } });
    expect(cut.messages.at(-1)?.content).toBe('Well');
  });
});
