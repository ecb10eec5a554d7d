import { type AgentEvent, type ApprovalDecision, KingletError, settledEvents } from '@kinglet/spec';
import { callTool, failWith, hang, type ScriptedReply, say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { canResume } from './journal.ts';
import { unknownEffect } from './run-tools.ts';
import {
  echoTool,
  ofType,
  play,
  type RunReport,
  type RunSetup,
  remoteEngine,
  shownText,
  specialistEngine,
  type ToolSetup,
} from './testing/run-fixture.ts';

const userText = 'one two three four';
const lost = new KingletError('engine-lost', 'The graphics card is gone. Load the model again.');
const note = (text: string, id: string) => callTool('note', { text }, { id });
const goOn = (reply: ScriptedReply): ScriptedReply => [...reply, { type: 'end', continues: true }];

/** What a run is made of; the effects of its tool are kept by key, as a store would. */
interface Scene {
  readonly local?: readonly ScriptedReply[];
  readonly remote?: readonly ScriptedReply[];
  readonly isSpecialist?: true;
  readonly tool?: ToolSetup;
  readonly approve?: ApprovalDecision;
}

const scenes: Record<string, Scene> = {
  'two calls and an answer': {
    local: [
      [...note('one', 'a'), ...note('two', 'b')],
      note('three', 'c'),
      say('Kept all three, one by one.'),
    ],
  },
  'a call that is refused, repaired and then asked for': {
    local: [note('nowhere', 'a'), note('one', 'b'), say('Kept one.')],
    tool: { destructive: true },
    approve: 'once',
  },
  'a call that is asked for once for all': {
    local: [note('one', 'a'), note('two', 'b'), say('Kept one and two.')],
    tool: { destructive: true },
    approve: 'conversation',
  },
  'a call that nobody allows': {
    local: [note('one', 'a'), say('That was not wanted.')],
    tool: { destructive: true },
    approve: 'no',
  },
  'a specialist that goes on, and whose results answer': {
    local: [goOn(note('one', 'a')), note('two', 'b')],
    isSpecialist: true,
  },
  'a specialist whose refused call is bound to the words': {
    local: [note('nowhere', 'a'), note('two', 'b')],
    isSpecialist: true,
  },
  'a specialist whose call fails and is made once more': {
    local: [note('four', 'a'), note('one', 'b')],
    isSpecialist: true,
    tool: { spans: () => ({ text: ['one'] }) },
  },
  'a specialist that is not sure of its question': {
    local: [[...say('Which one?'), { type: 'end', confidence: 0.3 }], note('one', 'a')],
    isSpecialist: true,
  },
  'a way to the larger model': {
    local: [note('one', 'a'), failWith(new KingletError('engine-failed', 'It broke.'))],
    remote: [note('two', 'b'), say('Kept one and two.')],
    approve: 'once',
  },
};

type Kept = Map<string, unknown>;

function setting(
  { local = [], remote, tool = {}, ...scene }: Scene,
  kept: Kept,
  recorded: readonly AgentEvent[],
): RunSetup {
  const keep = echoTool({
    name: 'note',
    risk: 'write',
    oncePerKey: true,
    spans: () => ({ text: ['one', 'two'] }),
    run: ({ text }, { idempotencyKey }) => {
      if (text === 'four') return { content: 'Four is too many.', failed: true };
      if (!kept.has(idempotencyKey)) kept.set(idempotencyKey, text);
      return { content: `Kept ${String(kept.get(idempotencyKey))}.`, failed: false, answers: true };
    },
    ...tool,
  });
  const steps = ofType(settledEvents([...recorded, { type: 'run-resume' }]), 'step-end');
  const places = ofType(settledEvents([...recorded, { type: 'run-resume' }]), 'step-start').map(
    ({ engine }) => engine.place,
  );
  expect(places).toHaveLength(steps.length);
  const rest = local.slice(places.filter((place) => place === 'device').length);
  const restOfRemote = remote?.slice(places.filter((place) => place === 'remote').length);
  return {
    local: scene.isSpecialist ? specialistEngine(rest, [keep]) : scriptedEngine(rest),
    ...(restOfRemote === undefined ? {} : { remote: remoteEngine(restOfRemote) }),
    tools: [keep],
    approve: scene.approve ?? 'no',
    input: { userText },
    recorded,
  };
}

/** What the worker's death leaves in the store: every call that began has happened. */
function keptBy(recorded: readonly AgentEvent[], whole: RunReport, all: Kept): Kept {
  const texts = ofType(recorded, 'tool-start').map(({ call }) => call.arguments['text']);
  const allowed = ofType(whole.events, 'approval-end').every(({ decision }) => decision !== 'no');
  const asks = recorded.at(-1)?.type === 'tool-start' && ofType(whole.events, 'approval-request').length > 0;
  const begun = asks ? texts.slice(0, -1) : texts;
  return new Map([...all].filter(([, text]) => allowed && begun.includes(text as string)));
}

function outcomeOf(recorded: readonly AgentEvent[], { events, end }: Pick<RunReport, 'events' | 'end'>) {
  const all = settledEvents([...recorded, ...events]);
  return {
    shown: shownText(all),
    messages: ofType(all, 'message').map(({ message }) => message),
    tools: ofType(all, 'tool-end').map(({ callId, content }) => [callId, content]),
    asked: ofType(all, 'approval-request').filter(({ request }) => request.kind === 'tool').length,
    outcome: end.outcome,
  };
}

/** All that came before the first event of this type. */
function before({ events }: RunReport, type: AgentEvent['type']): readonly AgentEvent[] {
  return events.slice(
    0,
    events.findIndex((event) => event.type === type),
  );
}

describe('a run that was cut off', () => {
  it.each(Object.entries(scenes))('[A35] [A36] goes on from each of its events: %s', async (_, scene) => {
    const kept: Kept = new Map();
    const whole = await play(setting(scene, kept, []));
    const wanted = outcomeOf([], whole);
    for (let cut = 1; cut < whole.events.length; cut += 1) {
      const recorded = whole.events.slice(0, cut);
      const left = keptBy(recorded, whole, kept);
      const again = await play(setting(scene, left, recorded));
      expect(outcomeOf(recorded, again), `cut after ${JSON.stringify(recorded.at(-1))}`).toEqual(wanted);
      expect([...left]).toEqual([...kept]);
      // And once more, wherever that one is cut off.
      for (let second = 1; second < again.events.length; second += 4) {
        const twice = [...recorded, ...again.events.slice(0, second)];
        const third = await play(setting(scene, new Map(kept), twice));
        expect(outcomeOf(twice, third)).toEqual(wanted);
      }
    }
  });

  it('[A35] makes no row of the usage log twice', async () => {
    const scene = scenes['two calls and an answer'] ?? {};
    const whole = await play(setting(scene, new Map(), []));
    const recorded = before(whole, 'tool-end');
    const { rows } = await play(setting(scene, new Map(), recorded));
    expect([rows.map(({ step }) => step), whole.rows.map(({ step }) => step)]).toEqual([
      [1, 2],
      [0, 1, 2],
    ]);
  });

  const cutInTool = async (setup: ToolSetup) => {
    const tools = [echoTool({ risk: 'write', ...setup })];
    const script = [callTool('echo', { text: 'one' }), say('Look at it before you go on.')];
    const input = { userText };
    const whole = await play({ local: scriptedEngine(script), tools, input, approve: 'once' });
    const at = whole.events.findIndex(({ type }) => type === 'tool-end');
    const ran = tools[0]?.ran.splice(0) ?? [];
    const local = scriptedEngine(script.slice(1));
    const again = await play({ local, tools, input, approve: 'once', recorded: whole.events.slice(0, at) });
    return { again, local, before: ran, after: tools[0]?.ran ?? [] };
  };

  it.each<[string, ToolSetup]>([
    ['changes something', {}],
    ['sends', { risk: 'send' }],
    ['is of another origin', { origin: 'https://shop.example' }],
  ])('[A37] does not run a begun call again that %s, and says that nobody knows', async (_, setup) => {
    const { again, after, local } = await cutInTool(setup);
    expect(after).toEqual([]);
    expect(ofType(again.events, 'tool-end')).toMatchObject([{ failed: true, content: unknownEffect }]);
    expect(again.asked).toEqual([]);
    expect(local.requests[0]?.messages.at(-1)).toMatchObject({ role: 'tool', content: unknownEffect });
  });

  it('[A18] [A37] leaves a call whose effect nobody knows its key', async () => {
    const tools = [echoTool({ risk: 'write' })];
    const script = [callTool('echo', { text: 'one' }), callTool('echo', { text: 'two' }), say('Look at it.')];
    const input = { userText };
    const whole = await play({ local: scriptedEngine(script), tools, input });
    const recorded = before(whole, 'tool-end');
    tools[0]?.ran.splice(0);
    await play({ local: scriptedEngine(script.slice(1)), tools, input, recorded });
    expect(tools[0]?.ran.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['run-1:1']);
  });

  it.each<[string, ToolSetup]>([
    ['reads', { risk: 'read' }],
    ['has its effect once per key', { oncePerKey: true }],
  ])('[A37] runs a begun call again that %s, under the same key', async (_, setup) => {
    const { again, before, after } = await cutInTool(setup);
    expect(after.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['run-1:0']);
    expect(before.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['run-1:0']);
    expect(ofType(again.events, 'tool-end')).toMatchObject([{ failed: false }]);
  });

  it('[A31] [A37] makes no second attempt for a call whose effect nobody knows', async () => {
    const keep = echoTool({ name: 'note', risk: 'write', spans: () => ({ text: ['two'] }) });
    const script = [note('one', 'a'), note('two', 'b')];
    const input = { userText };
    const whole = await play({ local: specialistEngine(script, [keep]), tools: [keep], input });
    const recorded = before(whole, 'tool-end');
    keep.ran.splice(0);
    const local = specialistEngine(script.slice(1), [keep]);
    const { end } = await play({ local, tools: [keep], input, recorded });
    expect([local.requests.length, keep.ran.length]).toEqual([0, 0]);
    expect(end).toMatchObject({ outcome: 'failed', notice: expect.stringContaining(unknownEffect) });
  });

  it('[A22] [A35] leaves out of its prompt what did not fit before', async () => {
    const words = (role: 'user' | 'assistant', index: number) => ({
      role,
      content: `${index} ${'x'.repeat(400)}`,
    });
    const history = [0, 1, 2, 3].flatMap((index) => [words('user', index), words('assistant', index)]);
    const usage = { promptTokens: 4000, reusedTokens: null, completionTokens: 96 };
    const cut: ScriptedReply = [...say('Half an'), { type: 'end', finishReason: 'length', usage }];
    const script = [cut, callTool('echo', { text: 'one' }, { id: 'a' }), say('It is one.')];
    const input = { userText, history };
    const local = scriptedEngine(script);
    const whole = await play({ local, input });
    expect(ofType(whole.events, 'context-drop')).toHaveLength(1);
    const next = scriptedEngine(script.slice(2));
    const { end } = await play({ local: next, input, recorded: before(whole, 'tool-end') });
    expect(end.outcome).toBe('complete');
    expect(next.requests[0]?.messages).toEqual(local.requests[2]?.messages);
  });

  it('[A38] asks again before anything more leaves, unless the host was allowed for the conversation', async () => {
    const scene = scenes['a way to the larger model'] ?? {};
    const whole = await play(setting(scene, new Map(), []));
    const at = whole.events.findLastIndex(({ type }) => type === 'text-delta');
    const recorded = whole.events.slice(0, at);
    const asked = await play(setting(scene, new Map(), recorded));
    expect(asked.asked).toMatchObject([{ kind: 'egress', host: 'https://llm.example' }]);
    const refused = await play({ ...setting(scene, new Map(), recorded), approve: 'no' });
    expect(refused.end).toMatchObject({
      outcome: 'failed',
      notice: expect.stringContaining('nothing was sent'),
    });
    const granted = setting(scene, new Map(), recorded);
    const input = { userText, egressGranted: ['https://llm.example'] };
    expect((await play({ ...granted, input })).asked).toEqual([]);
  });

  it('[A39] ends, and does nothing, where it would not go the same way', async () => {
    const scene = scenes['two calls and an answer'] ?? {};
    const whole = await play(setting(scene, new Map(), []));
    const recorded = whole.events.slice(0, whole.events.findIndex(({ type }) => type === 'tool-end') + 1);
    const kept: Kept = new Map();
    const { local, ...setup } = setting(scene, kept, recorded);
    const { end, events } = await play({ ...setup, local: local ?? null, tools: [echoTool()] });
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'interrupted' } });
    expect(events.map(({ type }) => type)).toEqual(['run-resume', 'run-end']);
    expect(kept.size).toBe(0);
  });

  it('[A39] ends where what it was asked is not what it was', async () => {
    const scene = scenes['two calls and an answer'] ?? {};
    const whole = await play(setting(scene, new Map(), []));
    const recorded = before(whole, 'tool-end');
    const { end } = await play({
      ...setting(scene, new Map(), recorded),
      input: { userText: `${userText} five` },
    });
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'interrupted' } });
  });

  it('[A40] is taken up a few times at most, and not once it ended or was being stopped', async () => {
    const start: AgentEvent[] = [{ type: 'run-start', runId: 'run-1' }];
    const again: AgentEvent = { type: 'run-resume' };
    expect(canResume({ events: [] })).toBe(true);
    expect(canResume({ events: [...start, again, again] })).toBe(true);
    expect(canResume({ events: [...start, again, again, again] })).toBe(false);
    expect(canResume({ events: [...start, { type: 'run-end', outcome: 'complete' }] })).toBe(false);
    for (const type of ['step-end', 'tool-end'] as const) {
      const script = type === 'step-end' ? [hang()] : [callTool('echo', { text: 'one' })];
      const tools = [echoTool({ run: () => new Promise<never>(() => {}) })];
      const { events } = await play({
        local: scriptedEngine(script),
        tools,
        input: { userText },
        onEvent: (event, stop) => {
          if (event.type === (type === 'step-end' ? 'step-start' : 'tool-start')) setTimeout(stop, 5);
        },
      });
      const at = events.findIndex((event) => event.type === type);
      expect(canResume({ events: events.slice(0, at + 1) })).toBe(false);
    }
  });
});

describe('an engine that is lost', () => {
  it('[A41] is loaded again, and its step taken once more; what it began to say is taken back', async () => {
    const fresh = scriptedEngine([say('All is well.')]);
    const { events, end, rows } = await play({
      local: scriptedEngine([[...say('All is'), ...failWith(lost)]]),
      reloadLocal: async () => fresh,
    });
    expect(end.outcome).toBe('complete');
    expect(shownText(events)).toBe('All is well.');
    expect(rows.map(({ errorCode }) => errorCode)).toEqual(['engine-lost', null]);
  });

  it('[A20] [A41] takes no step of its run away by being lost', async () => {
    const { end } = await play({
      local: scriptedEngine([failWith(lost)]),
      reloadLocal: async () => scriptedEngine([say('All is well.')]),
      limits: { maxSteps: 1 },
    });
    expect(end.outcome).toBe('complete');
  });

  it('[A41] does not run its tools again', async () => {
    const tools = [echoTool()];
    const script = [callTool('echo', { text: 'one' }), failWith(lost)];
    const fresh = scriptedEngine([say('It is one.')]);
    const input = { userText };
    const { end } = await play({
      local: scriptedEngine(script),
      tools,
      input,
      reloadLocal: async () => fresh,
    });
    expect(end.outcome).toBe('complete');
    expect(tools[0]?.ran).toHaveLength(1);
  });

  it('[A41] is the trouble of the run where it cannot be loaded again, or is lost too often', async () => {
    const gone = await play({ local: scriptedEngine([failWith(lost)]), reloadLocal: async () => null });
    expect(gone.end).toMatchObject({ outcome: 'failed', error: { code: 'engine-lost' } });
    let reloads = 0;
    const engine = () => scriptedEngine([failWith(lost)]);
    const { end } = await play({
      local: engine(),
      reloadLocal: async () => {
        reloads += 1;
        return engine();
      },
    });
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'engine-lost' } });
    expect(reloads).toBe(3);
  });
});
