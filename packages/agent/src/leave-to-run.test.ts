import { grantKey, onceMs, standingAllow, toolText } from '@kinglet/policy';
import type { AgentEvent, StandingRule } from '@kinglet/spec';
import { callTool, fakeClock, say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { echoTool, ofType, play, type RunSetup, remoteEngine } from './testing/run-fixture.ts';

const setup = { risk: 'write', destructive: true, oncePerKey: true } as const;
const { definition } = echoTool(setup);
const rule: StandingRule = standingAllow(
  {
    ...{ kind: 'tool', id: 'q', tool: 'echo', origin: 'built-in', risk: 'write', reason: '' },
    ...{ arguments: { text: 'hello' }, definition: toolText(definition) },
  },
  { id: 'rule', nowMs: 0, days: 36_500 },
);

/** Calls a tool that destroys, and says that it is done. */
async function run(change: Partial<RunSetup> = {}) {
  const tool = echoTool(setup);
  const steps = ofType(change.recorded ?? [], 'step-end').length;
  const script = [callTool('echo', { text: 'hello' }), say('Done.')].slice(steps);
  const report = await play({ local: scriptedEngine(script), tools: [tool], ...change });
  return { ...report, ran: tool.ran.length };
}

function upTo(events: readonly AgentEvent[], type: AgentEvent['type']): readonly AgentEvent[] {
  return events.slice(0, events.findIndex((event) => event.type === type) + 1);
}

describe('leave to run a call', () => {
  it('[A70] is given by a standing rule, and the use is told before the call runs', async () => {
    const { events, asked, ran } = await run({ standingRules: [rule] });
    expect([asked, ran]).toEqual([[], 1]);
    const [use] = ofType(events, 'approval-use');
    expect(use).toMatchObject({ ruleId: 'rule', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const types = events.map(({ type }) => type);
    expect(types.indexOf('approval-use')).toBe(types.indexOf('tool-start') + 1);
  });

  it('[A70] was given before a run was cut off, wherever that was, and is not counted twice', async () => {
    const whole = await run({ standingRules: [rule] });
    for (let cut = 1; cut < whole.events.length; cut += 1) {
      const recorded = whole.events.slice(0, cut);
      for (const standingRules of [[rule], [{ ...rule, id: 'renewed' }]]) {
        const { events, asked, end } = await run({ standingRules, recorded });
        expect([asked, end.outcome], String(cut)).toEqual([[], 'complete']);
        expect(ofType([...recorded, ...events], 'approval-use')).toHaveLength(1);
      }
    }
  });

  it('[A70] is asked for where the rule was withdrawn before the call had ended, and then was given', async () => {
    const whole = await run({ standingRules: [rule] });
    const recorded = upTo(whole.events, 'approval-use');
    const no = await run({ recorded, approve: 'no' });
    expect([no.asked.length, no.ran]).toEqual([1, 0]);
    const yes = await run({ recorded, approve: 'once' });
    expect([yes.asked.length, yes.ran, yes.end.outcome]).toEqual([1, 1, 'complete']);
    const again = await run({ recorded: [...recorded, ...upTo(yes.events, 'tool-end')], approve: 'no' });
    expect([again.asked, again.ran, again.end.outcome]).toEqual([[], 0, 'complete']);
    const ended = await run({ recorded: upTo(whole.events, 'tool-end'), approve: 'no' });
    expect([ended.asked, ended.ran, ended.end.outcome]).toEqual([[], 0, 'complete']);
  });

  it('[A71] that was given once is asked for again where a run is taken up 10 minutes later', async () => {
    const clock = fakeClock();
    const whole = await run({ approve: 'once', clock });
    const recorded = upTo(whole.events, 'approval-end');
    const soon = await run({ recorded, clock });
    expect([soon.asked, soon.ran]).toEqual([[], 1]);
    clock.advance(onceMs + 1);
    const late = await run({ recorded, clock, approve: 'once' });
    expect([late.asked.length, late.ran, late.end.outcome]).toEqual([1, 1, 'complete']);
    const refused = await run({ recorded, clock, approve: 'no' });
    expect([refused.asked.length, refused.ran]).toEqual([1, 0]);
    const after = [...recorded, ...upTo(late.events, 'tool-end')];
    const again = await run({ recorded: after, clock, approve: 'no' });
    expect([again.asked, again.ran, again.end.outcome]).toEqual([[], 0, 'complete']);
  });

  it('[A71] of the journal counts for the same hash only', async () => {
    const whole = await run({ approve: 'once' });
    const forged = upTo(whole.events, 'approval-end').map((event) =>
      event.type === 'approval-request'
        ? { ...event, request: { ...event.request, hash: '0'.repeat(64) } }
        : event,
    );
    const { ran, end } = await run({ recorded: forged, approve: 'once' });
    expect([ran, end.error?.code]).toEqual([0, 'interrupted']);
    const redefined = echoTool({ ...setup, description: 'Says it louder.' });
    const other = await run({
      recorded: upTo(whole.events, 'approval-end'),
      tools: [redefined],
      approve: 'once',
    });
    expect([redefined.ran.length, other.end.error?.code]).toEqual([0, 'interrupted']);
  });

  it('[A71] is for the call as it was asked about, whatever becomes of its arguments meanwhile', async () => {
    const { ran, messages } = await run({
      approve: async (request) => {
        if (request.kind === 'tool') Object.assign(request.arguments, { text: 'bye' });
        return 'once';
      },
    });
    expect(ran).toBe(0);
    expect(messages.find(({ role }) => role === 'tool')?.content).toContain('Another call was allowed');
  });

  it('[A72] is asked for again where the tool has changed, with what changed', async () => {
    const old = { ...toolText(definition), description: 'Says it.' };
    const changes = [{ field: 'description', before: 'Says it.', after: 'Says the text again.' }];
    const standing = await run({ standingRules: [{ ...rule, definition: old }] });
    const input = {
      grants: [grantKey({ ...old, origin: 'built-in' })],
      approvedTools: [{ origin: 'built-in', definition: old }],
    };
    const granted = await run({ input });
    for (const { asked, ran } of [standing, granted]) {
      expect(asked).toMatchObject([{ changes, lasting: true, destructive: true }]);
      expect(ran).toBe(0);
    }
    const [never] = (await run()).asked;
    expect(never).not.toHaveProperty('changes');
  });

  it('[A72] that could not count for longer is neither offered for longer nor kept', async () => {
    const calls = [callTool('echo', { text: 'hello' }), callTool('echo', { text: 'Hello' }), say('Done.')];
    const input = { tainted: true, acted: true };
    const { asked } = await run({ local: scriptedEngine(calls), input, approve: 'conversation' });
    expect(asked).toHaveLength(2);
    for (const request of asked) expect(request).not.toHaveProperty('lasting');
    const unsaid = callTool('echo', { text: 'secret' });
    const remote = remoteEngine([unsaid, unsaid, callTool('echo', { text: 'hello' }), say('Done.')]);
    const larger = await run({ local: null, remote, approve: 'conversation' });
    expect(larger.asked.map((request) => request.kind === 'tool' && request.arguments)).toEqual([
      false,
      { text: 'secret' },
      { text: 'hello' },
    ]);
  });
});
