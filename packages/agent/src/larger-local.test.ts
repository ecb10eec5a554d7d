import { callTool, say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { echoTool, ofType, play, type RunSetup, remoteEngine, shownText } from './testing/run-fixture.ts';

const bad = callTool('echo', {});

function setup(script: Parameters<typeof scriptedEngine>[0], there = true) {
  const larger = scriptedEngine(script, { info: { modelId: 'larger' } });
  let loads = 0;
  const largerLocal = {
    isThere: () => there,
    load: async () => {
      loads += 1;
      return larger;
    },
  };
  const local = scriptedEngine([bad, bad], { info: { modelId: 'small' } });
  const remote = remoteEngine([say('From afar.')]);
  const input = { egressGranted: ['https://llm.example'] };
  const run = { local, remote, input, more: { largerLocal } } satisfies RunSetup;
  return { larger, local, remote, run, loads: () => loads };
}

describe('[A56] a larger model on this device', () => {
  it('takes over what the smaller one cannot do, with the same transcript and tools, and says why', async () => {
    const { run, larger, local, remote } = setup([
      callTool('echo', { text: 'hello' }),
      say('It says hello.'),
    ]);
    const { events, end, rows } = await play(run);
    expect(end.outcome).toBe('complete');
    expect(shownText(events)).toBe('It says hello.');
    expect(ofType(events, 'escalation')).toMatchObject([
      { trigger: 'invalid-call', answered: true, localModel: 'larger' },
    ]);
    expect(larger.requests[0]?.tools).toEqual(local.requests[0]?.tools);
    expect(larger.requests[0]?.messages.at(0)).toEqual(local.requests[0]?.messages.at(0));
    expect([remote.requests.length, rows.at(-1)?.modelId]).toEqual([0, 'larger']);
  });

  it('is asked once; what it cannot do either goes on', async () => {
    const { run, remote, loads } = setup([bad, bad]);
    const { events } = await play(run);
    expect(ofType(events, 'escalation')).toMatchObject([{ localModel: 'larger' }, { answered: true }]);
    expect(ofType(events, 'escalation')[1]).not.toHaveProperty('localModel');
    expect([remote.requests.length, loads()]).toEqual([1, 1]);
  });

  it.each<[string, boolean, Partial<RunSetup>]>([
    ['there is none', false, {}],
    [
      'the user wants the one behind the endpoint',
      true,
      { input: { ...setup([]).run.input, askLarger: true } },
    ],
  ])('is not asked where %s', async (_, there, change) => {
    const { run, remote, loads } = setup([], there);
    await play({ ...run, ...change });
    expect([remote.requests.length, loads()]).toEqual([1, 0]);
  });

  it('that cannot be loaded costs nothing', async () => {
    const { run, remote } = setup([]);
    const largerLocal = { isThere: () => true, load: async () => null };
    const { end } = await play({ ...run, more: { largerLocal } });
    expect(end.outcome).toBe('complete');
    expect(remote.requests).toHaveLength(1);
  });

  it('goes on after a run was cut off, from each of its events', async () => {
    const script = [callTool('echo', { text: 'hello' }, { id: 'a' }), say('It says hello.')];
    const tool = echoTool();
    const { events } = await play({ ...setup(script).run, tools: [tool] });
    const hop = events.findIndex(({ type }) => type === 'escalation');
    for (let upTo = hop + 1; upTo < events.length - 1; upTo += 1) {
      const asked = events.slice(hop, upTo).filter(({ type }) => type === 'step-end').length;
      const again = setup(script.slice(asked));
      const { end } = await play({ ...again.run, tools: [tool], recorded: events.slice(0, upTo) });
      expect(end.outcome, `after ${upTo} events`).toBe('complete');
      expect(again.remote.requests).toHaveLength(0);
    }
  });
});
