import type { ToolDefinition } from '@kinglet/spec';
import { callTool, type EngineScript, say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import {
  echoTool,
  ofType,
  play,
  type RunSetup,
  remoteEngine,
  singleTurnEngine,
} from './testing/run-fixture.ts';

const userText = 'Write to Anna Berg about 12 crates';
const wrong = callTool('echo', { text: 'Carla' }, { id: 'a' });
const right = callTool('echo', { text: 'Anna Berg' }, { id: 'b' });

async function run(script: EngineScript, setup: RunSetup = {}) {
  const local = scriptedEngine(script);
  const report = await play({ local, ...setup, input: { userText, ...setup.input } });
  return { ...report, requests: local.requests };
}

describe('a call that stands nowhere in the conversation', () => {
  it('[A42] is decoded again from the same prompt, bound to what does', async () => {
    const { requests, end, messages } = await run([wrong, right, say('It went to Anna Berg.')]);
    const [first, second, third] = requests;
    expect(first).not.toHaveProperty('allowed');
    const { allowed, ...rest } = second ?? { allowed: {} };
    expect(rest).toEqual(first);
    expect(allowed).toEqual({ echo: { text: expect.arrayContaining(['Anna Berg', '12 crates', userText]) } });
    expect(third).not.toHaveProperty('allowed');
    expect(end.outcome).toBe('complete');
    expect(JSON.stringify(messages)).not.toContain('Carla');
  });

  it('[V6] [A42] is bound to the amount in the unit that its tool takes', async () => {
    const parameters: ToolDefinition['parameters'] = {
      type: 'object',
      properties: { durationMinutes: { type: 'number' } },
      required: ['durationMinutes'],
    };
    const tool = echoTool({ name: 'timer', parameters });
    const script = [callTool('timer', { durationMinutes: 90 }), callTool('timer', { durationMinutes: 1.5 })];
    const { requests, rows } = await run([...script, say('Done.')], {
      tools: [tool],
      input: { userText: 'a timer of 90 seconds' },
    });
    expect(rows[0]?.verdicts.at(-1)).toMatchObject({ check: 'range', passed: false });
    expect(requests[1]?.allowed).toEqual({ timer: { durationMinutes: expect.arrayContaining(['1.5']) } });
    expect(tool.ran).toHaveLength(1);
  });

  it('[A42] is refused in words where grounded decoding is off, and for the larger model', async () => {
    const off = await run([wrong, right, say('It went to Anna Berg.')], { limits: { grounded: false } });
    const remote = remoteEngine([wrong, right, say('It went to Anna Berg.')]);
    await play({ remote, approve: 'once', input: { userText } });
    for (const requests of [off.requests, remote.requests]) {
      expect(requests.some((request) => 'allowed' in request)).toBe(false);
      expect(requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool', failed: true });
    }
  });

  it('[A42] is refused in words where another check failed, or there is no value for an argument', async () => {
    const schema = await run([callTool('echo', {}), right, say('Done: Anna Berg.')]);
    const parameters: ToolDefinition['parameters'] = {
      type: 'object',
      properties: { text: { type: 'string', format: 'email' } },
      required: ['text'],
    };
    const mail = await run([callTool('echo', { text: 'a@b.ch' }), say('To whom?')], {
      tools: [echoTool({ parameters })],
    });
    for (const { requests } of [schema, mail]) {
      expect(requests[1]).not.toHaveProperty('allowed');
      expect(requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool', failed: true });
    }
  });

  it('[A9] [A42] escalates where the bound call fails too', async () => {
    const remote = remoteEngine([say('Hello.')]);
    const { events } = await run([wrong, wrong], { remote, approve: 'once' });
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'ungrounded-argument' }]);
  });

  it('[A24] [A42] is bound in a selection too, where its tool has no words of its own', async () => {
    const local = singleTurnEngine([wrong, right, say('It went to Anna Berg.')]);
    await play({ local, input: { userText } });
    expect(local.requests.map(({ allowed }) => Object.keys(allowed?.['echo'] ?? {}))).toEqual([
      [],
      ['text'],
      [],
    ]);
  });
});

describe('a dry run', () => {
  const asking = {
    risk: 'write',
    destructive: true,
    dryRun: async () => ({ isPossible: false, says: 'There is no such note.' }),
  } as const;
  const script: EngineScript = [right, say('There is none.')];

  it('[A43] that says no keeps the call from being asked for and run, as if the tool had failed', async () => {
    const { dryRun, ...rest } = asking;
    const tool = { ...echoTool(rest), dryRun };
    const { asked, events, rows } = await run(script, { tools: [tool] });
    expect(asked).toEqual([]);
    expect(tool.ran).toEqual([]);
    expect(ofType(events, 'tool-end')).toMatchObject([{ failed: true, content: 'There is no such note.' }]);
    const verdict = { check: 'dry-run', passed: false, reason: 'There is no such note.' };
    expect(rows[0]?.verdicts.at(-1)).toEqual(verdict);
  });

  it.each([
    ['says yes', async () => ({ isPossible: true, says: 'Deletes it.' })],
    ['cannot tell', async () => null],
    ['breaks', () => Promise.reject(new Error('oops'))],
  ])('[A43] that %s leaves the call to policy', async (_, dryRun) => {
    const tool = { ...echoTool({ risk: 'write', destructive: true }), dryRun };
    const { asked } = await run(script, { tools: [tool], approve: 'once' });
    expect(asked).toHaveLength(1);
    expect(tool.ran).toHaveLength(1);
  });

  it('[A43] is left out after a call of the same reply that changes something', async () => {
    let dryRuns = 0;
    const tool = {
      ...echoTool({ risk: 'write' }),
      dryRun: async () => {
        dryRuns += 1;
        return null;
      },
    };
    const both = [...right, ...callTool('echo', { text: 'crates' }, { id: 'c' })];
    await run([both, say('Done.')], { tools: [tool] });
    expect([dryRuns, tool.ran.length]).toEqual([1, 2]);
  });

  it('[A35] [A43] is not made again for a run that was cut off', async () => {
    let dryRuns = 0;
    const dryRun = async () => {
      dryRuns += 1;
      return { isPossible: dryRuns === 1, says: 'Deletes it.' };
    };
    const tool = { ...echoTool({ risk: 'write', oncePerKey: true }), dryRun };
    const whole = await run(script, { tools: [tool] });
    const at = whole.events.findIndex(({ type }) => type === 'tool-end');
    const again = await run(script.slice(1), { tools: [tool], recorded: whole.events.slice(0, at) });
    expect(again.end.outcome).toBe('complete');
    expect([dryRuns, tool.ran.length]).toEqual([1, 2]);
  });
});

describe('an answer from memory', () => {
  it('[V7] [A44] is shown with a word in its step and its row, and refuses nothing', async () => {
    const { events, rows, end, messages } = await run([say('It was Frank Herbert in 1965.')], {
      input: { userText: 'Who wrote Dune?' },
    });
    expect(end.outcome).toBe('complete');
    expect(messages.at(-1)).toMatchObject({ content: 'It was Frank Herbert in 1965.' });
    expect(ofType(events, 'verdict').at(-1)?.verdict).toMatchObject({ check: 'unsupported', passed: false });
    expect(rows[0]?.verdicts.map(({ check }) => check)).toEqual(['answer', 'unsupported']);
  });

  it('[V7] [A44] is not spoken of after a result, and not for the larger model', async () => {
    const input = { userText: 'Who wrote Dune?' };
    const tools = [echoTool({ run: () => ({ content: 'Frank Herbert wrote it.', failed: false }) })];
    const local = [callTool('echo', { text: 'Dune' }), say('Frank Herbert, an American, wrote it.')];
    const remote = remoteEngine([say('Frank Herbert.')]);
    const after = await run(local, { tools, input });
    const larger = await play({ remote, approve: 'once', input });
    for (const { rows } of [after, larger]) {
      expect(rows.flatMap(({ verdicts }) => verdicts).map(({ check }) => check)).not.toContain('unsupported');
    }
  });
});
