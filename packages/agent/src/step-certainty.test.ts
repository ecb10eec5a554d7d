import type { Calibration } from '@kinglet/router';
import { callTool, type ScriptedReply, say } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import {
  echoTool,
  ofType,
  play,
  type RunSetup,
  remoteEngine,
  specialistEngine,
} from './testing/run-fixture.ts';

/** Right as often as the name is probable; fewer than 5% are wrong from 0.8 on. */
const calibration: Calibration = {
  ...{ intercept: 4, name: 4, argument: 0, tokens: 0 },
  curve: [
    { threshold: 0, coverage: 1, risk: 0.3 },
    { threshold: 0.8, coverage: 0.5, risk: 0.04 },
  ],
};
const calibrations = { 'bare-1': calibration };

function call(name: number): ScriptedReply {
  const callProbabilities = [{ name, arguments: [0.9], tokens: 5 }];
  return [...callTool('echo', { text: 'hello' }), { type: 'end', callProbabilities }];
}

function setup(name: number, more: RunSetup['more'] = { calibrations, mayBeWrong: 0.05 }) {
  const tool = echoTool({ run: () => ({ content: 'Hello!', failed: false, answers: true }) });
  const remote = remoteEngine([say('The larger answer.')]);
  const local = specialistEngine([call(name)], [tool], ['bare']);
  const input = { egressGranted: ['https://llm.example'] };
  return { tool, remote, run: { local, remote, tools: [tool], input, more } satisfies RunSetup };
}

describe('[A50] how sure a call is', () => {
  it('is told in the stats of its step, with the parts it comes from', async () => {
    const { run } = setup(1);
    const { events, rows } = await play({ ...run, more: { calibrations } });
    const [end] = ofType(events, 'step-end');
    expect(end?.stats.certainty).toEqual({
      ...{ probability: expect.closeTo(0.982, 3), atLeast: null, escalates: false },
    });
    expect(rows[0]?.stats.callProbabilities).toEqual([{ name: 1, arguments: [0.9], tokens: 5 }]);
  });

  it('is not told of a specialist that nobody calibrated', async () => {
    const { events } = await play({ ...setup(1).run, more: { calibrations: {}, mayBeWrong: 0.05 } });
    expect(ofType(events, 'step-end')[0]?.stats).not.toHaveProperty('certainty');
  });
});

describe('[A51] a call that is not sure enough', () => {
  it('does not run, and the step goes to the larger model with the reason', async () => {
    const { run, tool, remote } = setup(0.5);
    const { events } = await play(run);
    expect(tool.ran).toEqual([]);
    expect(remote.requests).toHaveLength(1);
    expect(ofType(events, 'remote-call')).toMatchObject([
      { trigger: 'unsure', detail: expect.stringMatching(/probability of 77%.*80% at least/) },
    ]);
  });

  it.each<[string, Partial<RunSetup>]>([
    ['it is sure enough', setup(0.95).run],
    ['the user asks for nothing', { more: { calibrations, mayBeWrong: null } }],
    ['there is no larger model', { remote: null }],
    ['the larger model cannot be reached', { online: () => false }],
    ['nothing may leave', { more: { calibrations, mayBeWrong: 0.05, neverLeave: () => true } }],
  ])('runs where %s', async (_, change) => {
    const { run } = setup(0.5);
    const { events, end } = await play({ ...run, ...change });
    expect(end.outcome).toBe('complete');
    expect(ofType(events, 'tool-end')).toHaveLength(1);
    expect(ofType(events, 'remote-call')).toEqual([]);
  });

  it('goes the same way when the run is taken up, whatever the settings are by then', async () => {
    const { run } = setup(0.5);
    const { events } = await play(run);
    const upTo = events.findIndex(({ type }) => type === 'step-end') + 1;
    const again = setup(0.5, { calibrations, mayBeWrong: null });
    const taken = await play({ ...again.run, recorded: events.slice(0, upTo) });
    expect(again.tool.ran).toEqual([]);
    expect(taken.end.outcome).toBe('complete');
    expect(again.remote.requests).toHaveLength(1);
  });
});
