import { type ArgumentSpans, KingletError, type Tool, type ToolOutcome } from '@kinglet/spec';
import { callTool, fakeClock, type ScriptedReply, say } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { historyOf } from './journal.ts';
import {
  echoTool,
  ofType,
  play,
  remoteEngine,
  shownText,
  specialistEngine,
  type ToolSetup,
} from './testing/run-fixture.ts';

const userText = 'one two three four five six seven';
const nothing: ScriptedReply = [];
const spans = (): ArgumentSpans => ({ text: ['one', 'two'] });

/** A tool whose results answer. */
function tool(setup: ToolSetup = {}) {
  return echoTool({
    run: ({ text }) => ({ content: `Did ${String(text)}.`, failed: false, answers: true }),
    ...setup,
  });
}

function call(text: string, name = 'echo'): ScriptedReply {
  return callTool(name, { text });
}

function goOn(...calls: readonly ScriptedReply[]): ScriptedReply {
  return [...calls.flat(), { type: 'end', continues: true }];
}

async function run(
  script: readonly ScriptedReply[],
  tools = [tool()],
  setup: Parameters<typeof play>[0] = {},
) {
  const local = specialistEngine(script, tools);
  const report = await play({ local, tools, ...setup, input: { userText, ...setup.input } });
  return { ...report, local, shown: shownText(report.events), last: report.messages.at(-1)?.content };
}

describe('calls of a specialist', () => {
  it('[A26] [A27] run in order, and their results are the answer, each once', async () => {
    const same = tool({ name: 'same', run: () => ({ content: 'Done.', failed: false, answers: true }) });
    const reply = [...call('one'), ...call('two', 'same'), ...call('three', 'same')];
    const { shown, last, messages, end, local } = await run([reply], [tool(), same]);
    expect(end.outcome).toBe('complete');
    expect(shown).toBe('Did one.\nDone.');
    expect(last).toBe(shown);
    expect(messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'tool',
      'tool',
      'tool',
      'assistant',
    ]);
    expect(local.requests).toHaveLength(1);
  });

  it('[A26] go on from their results where it says so, and answer with those of the whole run', async () => {
    const script = [goOn(call('one')), call('two')];
    const { shown, local, rows, messages, events } = await run(script);
    expect(local.requests[1]).toMatchObject({ adapter: 'bare-1' });
    expect(local.requests[1]?.messages).toEqual(messages.slice(0, 3));
    expect(local.requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool', content: 'Did one.' });
    expect(shown).toBe('Did one.\nDid two.');
    expect(rows.map(({ adapter }) => adapter)).toEqual(['bare-1', 'bare-1']);
    expect(historyOf([{ events }])).toEqual(messages);
  });

  it('[A4] [A18] have results and keys of their own over several steps', async () => {
    const echo = tool();
    const { messages } = await run([goOn(call('one'), call('two')), call('three')], [echo]);
    expect(echo.ran.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['run-1:0', 'run-1:1', 'run-1:2']);
    const calls = messages.flatMap((message) => ('toolCalls' in message ? (message.toolCalls ?? []) : []));
    const results = messages.flatMap((message) => (message.role === 'tool' ? [message.callId] : []));
    expect(calls.map(({ id }) => id)).toEqual(results);
    expect(new Set(results).size).toBe(3);
  });

  it('[A26] end after four steps with what there is', async () => {
    const script = userText.split(' ').map((word) => goOn(call(word)));
    const { shown, end, local } = await run(script);
    expect(local.requests).toHaveLength(4);
    expect(end.outcome).toBe('complete');
    expect(shown).toBe('Did one.\nDid two.\nDid three.\nDid four.');
  });

  it('[A26] end with what there is where nothing more comes', async () => {
    const { shown, end } = await run([goOn(call('one')), nothing]);
    expect(shown).toBe('Did one.');
    expect(end.outcome).toBe('complete');
  });

  it('[V3] [A26] count once where they are repeated, in a reply or after it', async () => {
    const echo = tool();
    const twice = [...call('one'), ...callTool('echo', '{ "text": "one" }')];
    const { shown, messages, rows } = await run(
      [goOn(twice), [...call('one'), ...goOn(call('two'))], call('one')],
      [echo],
    );
    expect(echo.ran).toHaveLength(2);
    expect(shown).toBe('Did one.\nDid two.');
    const calls = messages.flatMap((message) => ('toolCalls' in message ? (message.toolCalls ?? []) : []));
    const results = messages.flatMap((message) => (message.role === 'tool' ? [message.callId] : []));
    expect(calls.map(({ id }) => id)).toEqual(results);
    expect(results).toHaveLength(2);
    expect(rows[1]?.verdicts).toContainEqual(expect.objectContaining({ check: 'repetition', passed: false }));
  });

  it('[A27] leave a result that does not answer to the chat', async () => {
    const { shown, local, last } = await run([call('one'), say('It says one.')], [tool({ run: result({}) })]);
    expect(local.requests[1]).not.toHaveProperty('adapter');
    expect(local.requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool' });
    expect(shown).toBe('It says one.');
    expect(last).toBe(shown);
  });

  it('[A27] say what answers word for word before a chat tells the rest', async () => {
    const file = tool({ name: 'file', run: result({ content: 'A file of 12 lines.' }) });
    const reply = [...call('one', 'file'), ...call('two')];
    const told = await run([reply, say('It has 12 lines.')], [tool(), file]);
    expect(told.shown).toBe('Did two.\n\nIt has 12 lines.');
    expect(told.last).toBe(told.shown);
    const wrong = await run([reply, say('It has 99 lines.')], [tool(), file]);
    expect(wrong.shown).toBe('Did two.\n\nA file of 12 lines.');
    expect(wrong.last).toBe(wrong.shown);
    const silent = await run([reply, [{ type: 'end', finishReason: 'length' }]], [tool(), file]);
    expect(silent.last).toBe('Did two.');
    expect(silent.end.notice).toContain('What came so far is kept.');
  });

  it('[A26] are not run where the reply was cut', async () => {
    const echo = tool();
    const reply: ScriptedReply = [...call('one'), { type: 'end', finishReason: 'length' }];
    const { events, shown } = await run([reply], [echo]);
    expect(echo.ran).toEqual([]);
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'no-answer' }]);
    expect(shown).toBe('');
  });

  it('[A28] keep what is said beside them from the screen and the transcript', async () => {
    const { shown, messages } = await run([[...say('I sent it all.'), ...call('one')]]);
    expect(shown).toBe('Did one.');
    expect(messages[1]).toMatchObject({ role: 'assistant', content: '' });
  });

  it('[A28] are told in words after their results, where the words fit them', async () => {
    const count = tool({ run: result({ content: 'There are 12.', answers: true }) });
    const good = await run([goOn(call('one')), say('You have 12 of them.')], [count]);
    expect(good.shown).toBe('You have 12 of them.');
    expect(good.messages.at(-1)).toEqual({ role: 'assistant', content: 'You have 12 of them.' });
    const wrong = await run([goOn(call('one')), say('You have 99 of them.')], [count]);
    expect(wrong.shown).toBe('There are 12.');
    expect(wrong.last).toBe('There are 12.');
  });

  it('[A15] [A23] say that they were not done where that is not allowed', async () => {
    const wipe = tool({ name: 'wipe', risk: 'write', destructive: true });
    const { shown, end, asked } = await run([[...call('one'), ...call('two', 'wipe')]], [tool(), wipe]);
    expect(asked).toHaveLength(1);
    expect(wipe.ran).toEqual([]);
    expect(end.outcome).toBe('complete');
    expect(shown).toBe('Did one.\nNot done, because it was not allowed.');
  });
});

describe('a tool that fails for a specialist', () => {
  const bad = tool({
    name: 'bad',
    run: result({ content: 'No time in "two". Say when, such as in 10 minutes.', failed: true }),
  });

  it('[A9] [A12] ends with its own words on what to do, and what was done', async () => {
    const { events, end, shown, last } = await run([[...call('one'), ...call('two', 'bad')]], [tool(), bad]);
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'tool-failed', answered: false }]);
    expect(end.notice).toMatch(
      /^A tool failed: No time in "two"\. Say when, such as in 10 minutes\. What came/,
    );
    expect(shown).toBe('Did one.');
    expect(last).toBe('Did one.');
  });

  it('[A9] [A10] goes to the larger model at once, with what was done', async () => {
    const remote = remoteEngine([say('When?')]);
    const { shown } = await run([goOn(call('one'), call('two', 'bad'))], [tool(), bad], {
      remote,
      approve: 'once',
    });
    expect(shown).toBe('When?');
    expect(remote.requests[0]?.messages.filter(({ role }) => role === 'tool')).toMatchObject([
      { content: 'Did one.', failed: false },
      { failed: true },
    ]);
  });
});

describe('a call that fails in its tool', () => {
  /** Knows no word but `two`. */
  const picky = (setup: ToolSetup = {}) =>
    tool({
      spans,
      run: ({ text }) =>
        text === 'two'
          ? { content: 'Did two.', failed: false, answers: true }
          : { content: `"${String(text)}" is no word.`, failed: true },
      ...setup,
    });

  it('[A31] is made once more from other words of the message, and both cards stay', async () => {
    const { local, shown, events, messages, end } = await run([call('one'), call('two')], [picky()]);
    const [first, second] = local.requests;
    expect(second).toEqual({ ...first, allowed: { echo: { text: ['two'] } } });
    expect(end.outcome).toBe('complete');
    expect(shown).toBe('Did two.');
    expect(ofType(events, 'tool-end').map(({ failed }) => failed)).toEqual([true, false]);
    expect(messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'tool',
      'assistant',
      'tool',
      'assistant',
    ]);
    expect(historyOf([{ events }])).toEqual(messages);
  });

  it('[A31] keeps the other calls of its reply, and goes on where that said so', async () => {
    const other = tool({ name: 'other' });
    const script = [goOn(call('three', 'other'), call('one')), call('two'), call('four', 'other')];
    const { local, shown } = await run(script, [picky(), other]);
    expect(shown).toBe('Did three.\nDid two.\nDid four.');
    expect(local.requests.map((request) => 'allowed' in request)).toEqual([false, true, false]);
    expect(local.requests[2]?.messages).toHaveLength(6);
  });

  it('[A31] [A9] ends at the second failure, in the words of that one', async () => {
    const { local, events, end } = await run(
      [call('one'), call('three')],
      [picky({ spans: () => ({ text: ['one', 'three'] }) })],
    );
    expect(local.requests).toHaveLength(2);
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'tool-failed' }]);
    expect(end.notice).toMatch(/^A tool failed: "three" is no word\./);
  });

  it.each([
    ['nothing', nothing],
    ['a question', say('Which word?')],
    ['the same call', call('one')],
    ['a call from nowhere', call('nowhere')],
    ['a hand-on', [{ type: 'end', finishReason: 'hand-on' } as const]],
  ])('[A31] ends in the words of the failure where %s follows', async (_, second) => {
    const { local, end, shown } = await run([call('one'), second, say('Done!')], [picky()]);
    expect(local.requests).toHaveLength(2);
    expect(end.notice).toMatch(/^A tool failed: "one" is no word\./);
    expect(shown).toBe('');
  });

  it('[A31] happens once in a run', async () => {
    const script = [goOn(call('one')), call('two'), call('three')];
    const { local } = await run(script, [picky({ spans: () => ({ text: ['two', 'four'] }) })]);
    expect(local.requests).toHaveLength(3);
  });

  const cases: readonly (readonly [string, ToolSetup])[] = [
    ['the tool cannot tell the words', {}],
    ['it finds none', { spans: () => null }],
    ['it finds none for an argument', { spans: () => ({ text: ['two'], more: [] }) }],
    ['it finds the failed ones only', { spans: () => ({ text: ['one'] }) }],
    ['the tool sends', { risk: 'send', spans }],
    ['a tool of another origin changes something', { risk: 'write', origin: 'https://tools.example', spans }],
  ];

  it.each(cases)('[A31] is not made again where %s', async (_, setup) => {
    const failing = picky(setup);
    const tools = [setup.spans === undefined ? withoutSpans(failing) : failing];
    const local = specialistEngine([call('one'), call('two')], tools, ['schemas']);
    const { end } = await play({ local, tools, approve: 'once', input: { userText } });
    expect(local.requests).toHaveLength(1);
    expect(end.notice).toMatch(/^A tool failed: /);
  });

  it('[A31] is not made again where it may still change something after its time limit', async () => {
    const clock = fakeClock();
    const slow = picky({
      risk: 'write',
      run: async () => {
        await clock.advance(5_000);
        return { content: 'Too late.', failed: true };
      },
    });
    const { local } = await run([call('one'), call('two')], [slow], { clock });
    expect(local.requests).toHaveLength(1);
    const quick = await run([call('one'), call('two')], [picky({ risk: 'write' })]);
    expect(quick.shown).toBe('Did two.');
  });

  it('[A31] leaves the larger model its answer where the second attempt breaks', async () => {
    const remote = remoteEngine([say('It is two.')]);
    const broken: ScriptedReply = [{ type: 'fail', error: new KingletError('engine-failed', 'lost') }];
    const { shown } = await run([call('one'), broken], [picky()], { remote, approve: 'once' });
    expect(shown).toBe('It is two.');
  });
});

describe('a call that fails its checks', () => {
  it.each([
    ['an argument from nowhere', callTool('echo', { text: 'nowhere' })],
    ['arguments that do not fit', callTool('echo', { text: 1 })],
    ['arguments that are no JSON', callTool('echo', '{"text":')],
    ['a call written as text', say('{"name":"echo","arguments":{"text":"one"}}')],
  ])('[A30] is decoded again from the words of the message: %s', async (_, wrong) => {
    const echo = tool({ spans });
    const { local, shown, messages } = await run([wrong, call('one')], [echo]);
    const [first, second] = local.requests;
    expect(second).toEqual({ ...first, allowed: { echo: { text: ['one', 'two'] } } });
    expect(shown).toBe('Did one.');
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
  });

  it('[A30] is free again in the next step', async () => {
    const script = [call('nowhere'), goOn(call('one')), call('two')];
    const { local } = await run(script, [tool({ spans })]);
    expect(local.requests.map((request) => 'allowed' in request)).toEqual([false, true, false]);
  });

  it('[A29] [A30] leaves the next specialist a repair of its own after a hand-on', async () => {
    const weather = tool({ name: 'weather', origin: 'https://tools.example', spans });
    const handOn: ScriptedReply = [{ type: 'end', finishReason: 'hand-on' }];
    const script = [call('nowhere'), handOn, call('nowhere', 'weather'), call('one', 'weather')];
    const { local, shown } = await run(script, [tool({ spans }), weather]);
    const allowed = { weather: { text: ['one', 'two'] } };
    expect(local.requests[2]).toMatchObject({ adapter: 'schemas-1', tools: [weather.definition] });
    expect(local.requests[2]).not.toHaveProperty('allowed');
    expect(local.requests[3]).toMatchObject({ adapter: 'schemas-1', allowed });
    expect(shown).toBe('Did one.');
  });

  it('[A30] [A42] is bound to the conversation where its tool has no words of its own', async () => {
    const { local, shown } = await run([call('nowhere'), call('one')], [tool()]);
    const [first, second] = local.requests;
    expect(second).toEqual({ ...first, allowed: { echo: { text: expect.arrayContaining(['one', 'two']) } } });
    expect(shown).toBe('Did one.');
  });

  it('[A30] is refused in words where no tool can tell the words', async () => {
    for (const [setup, grounded] of [
      [{}, false],
      [{ spans: () => null }, true],
    ] as const) {
      const limits = { grounded };
      const { local, shown } = await run([call('nowhere'), call('one')], [tool(setup)], { limits });
      expect(local.requests[1]).not.toHaveProperty('allowed');
      expect(local.requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool', failed: true });
      expect(shown).toBe('Did one.');
    }
  });

  it('[A30] [V1] may call nothing else in its repair', async () => {
    const echo = tool({ spans: () => null });
    const other = tool({ name: 'other', spans });
    const { events } = await run([call('nowhere'), call('one')], [echo, other]);
    expect(echo.ran).toEqual([]);
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'invalid-call' }]);
  });

  it('[A30] [A9] escalates at the second failure', async () => {
    const echo = tool({ spans });
    const { events, local } = await run([call('nowhere'), call('elsewhere')], [echo]);
    expect(local.requests).toHaveLength(2);
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'ungrounded-argument', answered: false }]);
    expect(echo.ran).toEqual([]);
  });

  it('[A28] [A30] is not reported as done: what follows its refusal is a question or nothing', async () => {
    const claimed = await run([call('nowhere'), say('It is sunny there.')]);
    expect(ofType(claimed.events, 'escalation')).toMatchObject([{ trigger: 'no-answer' }]);
    expect(claimed.shown).toBe('');
    const asked = await run([call('nowhere'), say('Where do you mean?')]);
    expect(asked.messages.at(-1)).toMatchObject({ content: 'Where do you mean?', asks: true });
  });

  it('[A30] runs none of its reply', async () => {
    const echo = tool({ spans });
    await run(
      [
        [...call('one'), ...call('nowhere')],
        [...call('one'), ...call('nowhere')],
      ],
      [echo],
    );
    expect(echo.ran).toEqual([]);
  });
});

function result(outcome: Partial<ToolOutcome>): () => ToolOutcome {
  return () => ({ content: 'It says one.', failed: false, ...outcome });
}

function withoutSpans({ definition, run: own }: Tool): Tool & { readonly ran: [] } {
  return { definition, run: own, ran: [] };
}
