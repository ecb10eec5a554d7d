import { KingletError } from '@kinglet/spec';
import { failWith, fakeClock, hang, say, scriptedEngine, waitFor } from '@kinglet/testkit';
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

  it('ends background work as soon as anybody asks for the engine, who waits no longer than for that', async () => {
    const bare = scriptedEngine((_request, index) => (index === 0 ? hang() : say('two')));
    const engine = queuedEngine(bare, { gate: createGate(), onLost: () => {} });
    const background = engine.inBackground(
      (idle, either) => drain(idle.generate(request, { signal: either })),
      signal,
    );
    await vi.waitFor(() => expect(bare.requests).toHaveLength(1));
    const run = drain(engine.withPlace(() => true).generate(request, { signal }));
    await expect(background).rejects.toMatchObject({ name: 'AbortError' });
    expect(await run).toBeGreaterThan(1);
  });

  it.each(['generate', 'prefill'] as const)(
    'ends background work that waits behind others, for a %s too',
    async (verb) => {
      const clock = fakeClock();
      const bare = scriptedEngine(() => [...waitFor(100), ...say('one')], { clock });
      const engine = queuedEngine(bare, { gate: createGate(), onLost: () => {} });
      const first = drain(engine.generate(request, { signal }));
      await vi.waitFor(() => expect(clock.sleepers).toBe(1));
      const background = engine.inBackground(
        (idle, either) => drain(idle.generate(request, { signal: either })),
        signal,
      );
      const refused = expect(background).rejects.toMatchObject({ name: 'AbortError' });
      const second =
        verb === 'prefill'
          ? engine.prefill?.(request, { signal })
          : drain(engine.generate(request, { signal }));
      await refused;
      await clock.advance(100);
      await vi.waitFor(async () => {
        await clock.advance(100);
        expect(bare.requests.length + bare.prefills.length).toBe(2);
      });
      await Promise.all([first, second]);
    },
  );

  it('lets background work end by itself, and by its signal', async () => {
    const engine = queuedEngine(scriptedEngine([say('one'), hang()]), {
      gate: createGate(),
      onLost: () => {},
    });
    expect(
      await engine.inBackground((idle, either) => drain(idle.generate(request, { signal: either })), signal),
    ).toBeGreaterThan(1);
    const stop = new AbortController();
    const second = engine.inBackground(
      (idle, either) => drain(idle.generate(request, { signal: either })),
      stop.signal,
    );
    stop.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
  });
});
