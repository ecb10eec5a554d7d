import type { Engine, GenerateRequest, Message } from '@kinglet/spec';
import { KingletError } from '@kinglet/spec';
import { callTool, failWith, type ScriptedReply, say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { historyOf, summaryOf } from './journal.ts';
import { contextTokens } from './prompt/context-tokens.ts';
import { fits, planDrop, replyTokens } from './prompt/plan-context.ts';
import { ofType, play, type RunSetup, shownText } from './testing/run-fixture.ts';

const history: readonly Message[] = Array.from({ length: 6 }, (_, index): readonly Message[] => [
  { role: 'user', content: `question ${index} ${'x'.repeat(400)}` },
  { role: 'assistant', content: `answer ${index}` },
]).flat();
/** As the scripted engine counts: a token for every four characters of the prompt's JSON. */
const count = ({ messages, tools }: GenerateRequest) =>
  Math.ceil(JSON.stringify([messages, tools]).length / 4);
const counting = (engine: Engine) => Object.assign(engine, { countTokens: count });
const parts = ['system', 'tools', 'history', 'message', 'results'] as const;
const sum = (tokens: Record<(typeof parts)[number], number>) =>
  parts.reduce((all, part) => all + tokens[part], 0);

describe('[A65] the tokens of a step by part', () => {
  it('are counted by the model\u2019s own tokenizer where it can be asked, and add up to the prompt', async () => {
    const local = counting(scriptedEngine([callTool('echo', { text: 'hello' }), say('echo: hello')]));
    const { events, rows } = await play({ local, input: { history: history.slice(0, 2) } });
    const [first, second] = ofType(events, 'step-end').map(({ stats }) => stats);
    expect(first?.context?.estimated).toBeUndefined();
    expect(sum(first?.context ?? ({} as never))).toBe(
      count((local as never as { requests: GenerateRequest[] }).requests[0] as never),
    );
    expect(first?.context).toMatchObject({ results: 0 });
    expect(second?.context?.results).toBeGreaterThan(0);
    expect(second?.context?.history).toBe(first?.context?.history);
    expect(rows.map(({ stats }) => stats.context)).toEqual([first?.context, second?.context]);
  });

  it('are an estimate where the count is not what the engine says afterwards', () => {
    const request = {
      messages: [{ role: 'user', content: 'hello there' }],
      tools: [],
      maxTokens: 1,
    } as const;
    const usage = { promptTokens: 40, reusedTokens: null, completionTokens: 3 };
    const off = contextTokens(request, usage, { countTokens: () => 39 });
    expect(off.estimated).toBe(true);
    expect(sum(off)).toBe(40);
  });

  it('are estimated else, said to be, and add up to what the engine says of the prompt', async () => {
    const { events } = await play({
      local: scriptedEngine([say('Hello.')]),
      input: { history: history.slice(0, 2) },
    });
    const [stats] = ofType(events, 'step-end').map((event) => event.stats);
    expect(stats?.context?.estimated).toBe(true);
    expect(sum(stats?.context ?? ({} as never))).toBe(stats?.usage.promptTokens);
    expect(stats?.context?.history).toBeGreaterThan(stats?.context?.message ?? 0);
  });

  it('of a prompt nobody counted are a mere estimate', () => {
    const request = {
      messages: [{ role: 'user', content: 'hello there' }],
      tools: [],
      maxTokens: 1,
    } as const;
    const usage = { promptTokens: 0, reusedTokens: null, completionTokens: 3 };
    expect(contextTokens(request, usage, {})).toMatchObject({
      system: 0,
      tools: 0,
      reply: 3,
      estimated: true,
    });
  });
});

describe('[A66] the plan of a context', () => {
  it('keeps the reply its room: what it may take, at most a quarter', () => {
    expect(replyTokens({ contextTokens: 4096, maxTokens: 256 })).toBe(256);
    expect(replyTokens({ contextTokens: 1000, maxTokens: 1024 })).toBe(250);
    expect(fits({ promptTokens: 750, contextTokens: 1000, maxTokens: 1024 })).toBe(true);
    expect(fits({ promptTokens: 751, contextTokens: 1000, maxTokens: 1024 })).toBe(false);
    expect(
      planDrop(Array(20).fill(50), 1000, { promptTokens: 1000, contextTokens: 1053, maxTokens: 1024 }),
    ).toBe(8);
  });

  it('leaves exchanges out before the call where the engine can count, so that no call is made in vain', async () => {
    const engine = scriptedEngine([say('Hello.')], { info: { contextTokens: 700 } });
    const { events, rows } = await play({
      local: counting(engine),
      input: { history },
      limits: { maxTokens: 100 },
    });
    const [request] = engine.requests;
    expect(count(request as GenerateRequest)).toBeLessThanOrEqual(600);
    expect(ofType(events, 'context-drop').length).toBeGreaterThan(0);
    expect(rows.every(({ errorCode }) => errorCode === null)).toBe(true);
  });
});

describe('[A67] what is left out', () => {
  const small = { info: { contextTokens: 700 } };
  const setup = (script: readonly ScriptedReply[], change: Partial<RunSetup> = {}): RunSetup => ({
    local: counting(scriptedEngine(script, small)),
    limits: { maxTokens: 100 },
    compacts: true,
    ...change,
    input: { history, ...change.input },
  });
  const systems = (setup: RunSetup) =>
    (setup.local as ReturnType<typeof scriptedEngine>).requests.map(
      ({ messages }) => messages[0]?.content ?? '',
    );

  it('is put into fewer words by a call with a row of its own, whose text is nobody\u2019s answer', async () => {
    const run = setup([say('They asked about x.'), say('Hello.')]);
    const { events, rows, messages } = await play(run);
    expect(shownText(events)).toBe('Hello.');
    const [told] = ofType(events, 'context-summary');
    const [dropped] = ofType(events, 'context-drop');
    expect(told?.summary).toEqual({ text: 'They asked about x.', exchanges: dropped?.exchanges });
    expect(rows.map(({ purpose, id }) => [purpose, id === told?.rowId])).toEqual([
      ['summary', true],
      [undefined, false],
    ]);
    expect(systems(run)[1]).toContain('\n| They asked about x.');
    expect(JSON.stringify(messages)).not.toContain('They asked');
  });

  it('is left out without a word where the summary is none', async () => {
    const bad: readonly ScriptedReply[] = [
      say(''),
      [...say('It goes on'), { type: 'end', finishReason: 'length' }],
      say('and so on and so on '.repeat(60)),
      failWith(new KingletError('engine-failed', 'broken')),
    ];
    for (const reply of bad) {
      const run = setup([reply, say('Hello.')]);
      const { events, end } = await play(run);
      expect(end.outcome).toBe('complete');
      expect(ofType(events, 'context-summary')).toEqual([]);
      expect(ofType(events, 'context-drop').length).toBeGreaterThan(0);
      expect(systems(run).at(-1)).not.toContain('in short');
    }
  });

  it('stands summarised in the next run, and in the next summary', async () => {
    const first = await play(setup([say('They asked about x.'), say('Hello.')]));
    const all = [...history, ...historyOf([{ events: first.events }])];
    const summary = summaryOf([{ events: first.events }]);
    const next = setup([say('Hello again.')], { input: { history: all, summary, userText: 'again' } });
    await play(next);
    expect(systems(next)).toHaveLength(1);
    expect(systems(next)[0]).toContain('| They asked about x.');
    expect(
      JSON.stringify((next.local as ReturnType<typeof scriptedEngine>).requests[0]?.messages.slice(1)),
    ).not.toContain('question 0 ');

    const more = [...all, ...history];
    const third = setup([say('x and more.'), say('Yes.')], { input: { history: more, summary } });
    const report = await play(third);
    const asked = (third.local as ReturnType<typeof scriptedEngine>).requests[0]?.messages[1]?.content ?? '';
    expect(asked).toContain('They asked about x.');
    expect(ofType(report.events, 'context-summary')[0]?.summary.exchanges).toBeGreaterThan(
      summary?.exchanges ?? 0,
    );
  });

  it('is not summarised again by a run that was cut off after it', async () => {
    const whole = await play(
      setup([say('They asked about x.'), callTool('echo', { text: 'hello' }), say('echo: hello')]),
    );
    const at = whole.events.findIndex(({ type }) => type === 'step-end');
    const rest = setup([say('echo: hello')], { recorded: whole.events.slice(0, at + 1) });
    const { end, events } = await play(rest);
    expect(end.outcome).toBe('complete');
    expect(ofType(events, 'context-summary')).toEqual([]);
    expect(systems(rest)[0]).toContain('| They asked about x.');
  });

  it('is not summarised by a single-turn model, nor for a branch that does not hold it', async () => {
    const info = { contextTokens: 700, toolUse: 'single-turn' } as const;
    const local = scriptedEngine([say('Hello.')], { info });
    const { events } = await play({
      local,
      compacts: true,
      limits: { maxTokens: 100 },
      tools: [],
      input: { history, summary: { text: 'no', exchanges: 2 } },
    });
    expect(ofType(events, 'context-summary')).toEqual([]);
    expect(JSON.stringify(local.requests)).not.toContain('in short');
    const other = setup([say('Hello.')], {
      input: { history: history.slice(0, 2), summary: { text: 'no', exchanges: 5 } },
    });
    await play(other);
    expect(systems(other)[0]).not.toContain('in short');
  });
});
