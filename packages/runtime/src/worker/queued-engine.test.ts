import { KingletError } from '@kinglet/spec';
import { failWith, fakeClock, say, scriptedEngine, waitFor } from '@kinglet/testkit';
import { describe, expect, it, vi } from 'vitest';
import { createGate } from './gate.ts';
import { queuedEngine } from './queued-engine.ts';

const request = { messages: [], tools: [], maxTokens: 8 };
const { signal } = new AbortController();

async function drain(events: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _event of events) count += 1;
  return count;
}

describe('queuedEngine', () => {
  it('lets one generation run at a time, in the order of asking', async () => {
    const clock = fakeClock();
    const bare = scriptedEngine([[...waitFor(100), ...say('one')], say('two')], { clock });
    const engine = queuedEngine(bare, { gate: createGate(), onLost: () => {} });
    const first = drain(engine.generate(request, { signal }));
    const second = drain(engine.generate(request, { signal }));
    await vi.waitFor(() => expect(clock.sleepers).toBe(1));
    expect(bare.requests).toHaveLength(1);
    await clock.advance(100);
    await Promise.all([first, second]);
    expect(bare.requests).toHaveLength(2);
  });

  it('lets the next one in when a generation is left early or fails', async () => {
    const lost = new KingletError('engine-lost', 'Gone.');
    const onLost = vi.fn();
    const engine = queuedEngine(scriptedEngine([say('one two'), failWith(lost), say('three')]), {
      gate: createGate(),
      onLost,
    });
    for await (const _event of engine.generate(request, { signal })) break;
    await expect(drain(engine.generate(request, { signal }))).rejects.toBe(lost);
    expect(onLost).toHaveBeenCalledWith(lost);
    expect(await drain(engine.generate(request, { signal }))).toBeGreaterThan(1);
  });

  it('lets those who come first go first when it is their turn, each in the order of asking', async () => {
    const clock = fakeClock();
    const bare = scriptedEngine(() => [...waitFor(100), ...say('one')], { clock });
    const engine = queuedEngine(bare, { gate: createGate(), onLost: () => {} });
    const ended: string[] = [];
    let seen = '';
    const ask = (name: string) =>
      drain(engine.withPlace(() => name.startsWith(seen)).generate(request, { signal })).then(() =>
        ended.push(name),
      );
    seen = 'none';
    const all = [ask('a1'), ask('a2'), ask('b1'), ask('b2')];
    seen = 'b'; // The user turned to the other tab while they wait.
    for (let count = 0; count < 4; count += 1) {
      await vi.waitFor(() => expect(clock.sleepers).toBe(1));
      await clock.advance(100);
      await vi.waitFor(() => expect(ended).toHaveLength(count + 1));
    }
    await Promise.all(all);
    expect(ended).toEqual(['a1', 'b1', 'b2', 'a2']);
  });

  it('can be cancelled while it waits, and the queue goes on', async () => {
    const clock = fakeClock();
    const bare = scriptedEngine([[...waitFor(100), ...say('one')], say('three')], { clock });
    const engine = queuedEngine(bare, { gate: createGate(), onLost: () => {} });
    const first = drain(engine.generate(request, { signal }));
    const stop = new AbortController();
    const second = drain(engine.generate(request, { signal: stop.signal }));
    const third = drain(engine.generate(request, { signal }));
    stop.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
    await vi.waitFor(() => expect(clock.sleepers).toBe(1));
    await clock.advance(100);
    await Promise.all([first, third]);
    expect(bare.requests).toHaveLength(2);
  });
});
