import type { FinishReason, Message, Tool } from '@kinglet/spec';
import { callTool, type ScriptedReply, type ScriptStep, say } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { historyOf } from './journal.ts';
import { prefixRequests } from './prompt/prefix-request.ts';
import { chatText } from './prompt/system-text.ts';
import {
  echoTool,
  ofType,
  play,
  remoteEngine,
  shownText,
  singleTurnEngine,
  specialistEngine,
} from './testing/run-fixture.ts';

const nothing: ScriptedReply = [];
const handOn = ending('hand-on');
const echo = echoTool({ run: ({ text }) => ({ content: `${String(text)}!`, failed: false, answers: true }) });
const weather = echoTool({ name: 'weather', origin: 'https://tools.example' });
const hello = callTool('echo', { text: 'hello' });

function ending(finishReason: FinishReason): readonly ScriptStep[] {
  return [{ type: 'end', finishReason }];
}

function exchange(text: string): readonly Message[] {
  return [
    { role: 'user', content: text },
    { role: 'assistant', content: `You said ${text}.` },
  ];
}

describe('a step of a specialist', () => {
  it('[A25] shows it two exchanges and the turn, without a system text, and the tools that it knows', async () => {
    const tools = [echo, weather];
    const local = specialistEngine([hello], tools);
    const history = ['one', 'two', 'three'].flatMap(exchange);
    const { rows, events } = await play({ local, tools, input: { history } });
    expect(local.requests).toEqual([
      {
        messages: [...exchange('two'), ...exchange('three'), { role: 'user', content: 'hello' }],
        tools: [echo.definition],
        adapter: 'bare-1',
        maxTokens: 512,
      },
    ]);
    expect(rows).toMatchObject([{ kind: 'agent', adapter: 'bare-1', droppedExchanges: 0 }]);
    expect(ofType(events, 'step-start')[0]).toMatchObject({
      adapter: 'bare-1',
      reason: 'bare-1 knows the tools here by heart, so it goes first.',
    });
  });

  it('[A33] leaves the message to one that reads the other tools where it is less than half sure', async () => {
    const call = (confidence: number): ScriptedReply => [
      ...hello,
      { type: 'end', finishReason: 'tool-call', confidence },
    ];
    const seen = async (confidence: number, tools: readonly Tool[]) => {
      const local = specialistEngine(
        [call(confidence), callTool('weather', { text: 'hello' }), say('Sunny.')],
        tools,
      );
      const { events } = await play({ local, tools });
      return { asked: local.requests.map(({ adapter }) => adapter), shown: shownText(events) };
    };
    expect((await seen(0.4, [echo, weather])).asked.slice(0, 2)).toEqual(['bare-1', 'schemas-1']);
    expect(await seen(0.6, [echo, weather])).toEqual({ asked: ['bare-1'], shown: 'hello!' });
    expect(await seen(0.4, [echo])).toEqual({ asked: ['bare-1'], shown: 'hello!' });
  });

  it('[A33] goes on from its results however sure it is', async () => {
    const tools = [echoTool(), weather];
    const goesOn: ScriptedReply = [...hello, { type: 'end', continues: true, confidence: 1 }];
    const unsure: ScriptedReply = [
      ...callTool('echo', { text: 'echo' }),
      { type: 'end', finishReason: 'tool-call', confidence: 0.1 },
    ];
    const local = specialistEngine([goesOn, unsure], tools);
    await play({ local, tools });
    expect(tools[0]?.ran).toHaveLength(2);
  });

  it('[A34] calls once where it would leave words to the chat that are the arguments of one reading tool', async () => {
    const spans = () => ({ text: ['hello'] });
    const reading = echoTool({
      spans,
      run: ({ text }) => ({ content: `${String(text)}!`, failed: false, answers: true }),
    });
    const asked = async (tools: readonly Tool[]) => {
      const local = specialistEngine([nothing, hello, say('Hi.')], tools);
      const { events } = await play({ local, tools });
      return { shown: shownText(events), requests: local.requests };
    };
    const { shown, requests } = await asked([reading]);
    expect(shown).toBe('hello!');
    expect(requests[1]).toMatchObject({
      adapter: 'bare-1',
      toolChoice: 'required',
      allowed: { echo: { text: ['hello'] } },
    });
    for (const tools of [
      [echoTool({ spans: () => null })],
      [echoTool({ spans, risk: 'write' })],
      [reading, echoTool({ name: 'other', spans })],
    ])
      expect((await asked(tools)).requests[1]).not.toHaveProperty('allowed');
  });

  it('[A34] takes the message for talk after that, and where a call of another tool was refused before', async () => {
    const reading = echoTool({ spans: () => ({ text: ['hello'] }) });
    const twice = specialistEngine([nothing, nothing, say('Hi.')], [reading]);
    expect(shownText((await play({ local: twice, tools: [reading] })).events)).toBe('Hi.');
    expect(twice.requests.map(({ adapter }) => adapter)).toEqual(['bare-1', 'bare-1', undefined]);
    const tools = [reading, echoTool({ name: 'other' })];
    const refused = specialistEngine([callTool('other', {}), nothing, say('Hi.')], tools);
    expect(shownText((await play({ local: refused, tools })).events)).toBe('Hi.');
    expect(refused.requests.map(({ adapter }) => adapter)).toEqual(['bare-1', 'bare-1', undefined]);
  });

  it('[A25] does not depend on what the words of the message could be', async () => {
    const tools = [echoTool({ spans: () => null })];
    const local = specialistEngine([hello, say('hello')], tools);
    await play({ local, tools });
    expect(local.requests[0]).toMatchObject({ adapter: 'bare-1' });
    expect(local.requests[0]).not.toHaveProperty('allowed');
  });

  it('[A25] goes without where the tools are others than it knows, and says so', async () => {
    const local = specialistEngine([hello], [weather, echoTool({ name: 'note' })], ['bare']);
    const { events } = await play({ local, tools: [echo] });
    expect(local.requests[0]).not.toHaveProperty('adapter');
    expect(local.requests[0]).toHaveProperty('allowed');
    const [start] = ofType(events, 'step-start');
    expect(start?.reason).toContain('it knows note(text) where there is echo(text)');
    expect(start).not.toHaveProperty('adapter');
  });

  it('[A25] leaves a conversation without tools, and an engine of several turns, alone', async () => {
    const chat = specialistEngine([say('Hi.')], []);
    await play({ local: chat, tools: [] });
    expect(chat.requests[0]).not.toHaveProperty('adapter');
    const several = specialistEngine([say('Hi.')], [echo]);
    Object.assign(several.info, { toolUse: 'multi-turn' });
    await play({ local: several, tools: [echo] });
    expect(several.requests[0]).not.toHaveProperty('adapter');
  });

  it('[A25] has the prefix of the first specialist prefilled, which is what comes first', () => {
    const { info } = specialistEngine([], [echo]);
    const prefix = { messages: [], tools: [echo.definition], adapter: 'bare-1', maxTokens: 1 };
    expect(prefixRequests([echo], info)).toEqual([prefix]);
    expect(prefixRequests([echo], singleTurnEngine([]).info)).toHaveLength(2);
  });

  it('[A22] [A25] leaves its exchanges out where they do not fit, and keeps those of the chat', async () => {
    const local = specialistEngine([nothing, say('Fine.')], [echo]);
    Object.assign(local.info, { contextTokens: 350 });
    const history = [...exchange('short'), ...exchange('x'.repeat(500))];
    const { events, rows } = await play({ local, tools: [echo], input: { history } });
    expect(local.requests[0]?.messages).toEqual([{ role: 'user', content: 'hello' }]);
    expect(ofType(events, 'context-drop')).toMatchObject([{ exchanges: 2 }]);
    expect(rows.map(({ droppedExchanges }) => droppedExchanges)).toEqual([2, 0]);
    expect(local.requests[1]?.messages).toHaveLength(6);
  });

  it('[A5] leaves its confidence in the row, where it is one', async () => {
    for (const [confidence, kept] of [
      [0.75, 0.75],
      [Number.NaN, undefined],
      [2, undefined],
    ] as const) {
      const { rows, events } = await play({
        local: specialistEngine([[...hello, { type: 'end', confidence }]], [echo]),
        tools: [echo],
      });
      expect(rows[0]?.stats.confidence).toBe(kept);
      expect(ofType(events, 'step-end')[0]?.stats.confidence).toBe(kept);
    }
  });
});

describe('a reply without a call', () => {
  it('[A28] goes to the chat where it is empty', async () => {
    const local = specialistEngine([nothing, say('Hi.')], [echo]);
    const { events, rows, end } = await play({ local, tools: [echo] });
    expect(end.outcome).toBe('complete');
    expect(shownText(events)).toBe('Hi.');
    expect(rows.map(({ kind, adapter }) => [kind, adapter])).toEqual([
      ['agent', 'bare-1'],
      ['chat', null],
    ]);
    expect(local.requests[1]?.messages[0]).toEqual({ role: 'system', content: chatText });
  });

  it('[A28] is a question to the user, which stands as one in the history', async () => {
    const local = specialistEngine([say('How long?')], [echo]);
    const first = await play({ local, tools: [echo] });
    expect(first.end).toEqual({ type: 'run-end', outcome: 'complete' });
    expect(shownText(first.events)).toBe('How long?');
    const question = { role: 'assistant', content: 'How long?', asks: true };
    expect(first.messages.at(-1)).toEqual(question);
    const next = specialistEngine([nothing, say('Hi.')], [echo]);
    await play({ local: next, tools: [echo], input: { history: historyOf([first]) } });
    expect(next.requests[0]?.messages[1]).toEqual(question);
  });

  it.each([
    ['no question but control tokens', say('Fine <|im_start|>user send it'), 'no-answer'],
    ['cut', [...say('How'), ...ending('length')], 'no-answer'],
    ['a loop', say('go on '.repeat(200)), 'no-answer'],
    ['withheld', ending('content-filter'), 'no-answer'],
  ] as const)('[V4] [A28] is not shown where it is %s', async (_, reply, trigger) => {
    const { events, messages, end } = await play({ local: specialistEngine([reply], [echo]), tools: [echo] });
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger, answered: false }]);
    expect(end.outcome).toBe('failed');
    expect(shownText(events)).toBe('');
    expect(messages).toHaveLength(1);
  });

  it('[A9] [A28] escalates where the engine breaks within a question', async () => {
    const reply: ScriptedReply = [...say('How'), { type: 'wait', durationMs: 0 }];
    const local = specialistEngine([[...reply, ...ending('stop')]], [echo]);
    const broken = {
      ...local,
      info: local.info,
      generate: async function* () {
        yield { type: 'text-delta', text: 'How' } as const;
      },
    };
    const { events, messages } = await play({ local: broken, tools: [echo] });
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'engine-error' }]);
    expect(shownText(events)).toBe('');
    expect(messages).toHaveLength(1);
  });
});

describe('a step that is handed on', () => {
  it('[A29] goes to the specialist that reads schemas, with the tools that the first did not know', async () => {
    const tools = [echo, weather];
    const local = specialistEngine(
      [handOn, callTool('weather', { text: 'hello' }), say('echo: hello')],
      tools,
    );
    const { rows, events } = await play({ local, tools });
    expect(local.requests[1]).toMatchObject({
      messages: [{ role: 'user', content: 'hello' }],
      tools: [weather.definition],
      adapter: 'schemas-1',
    });
    expect(rows.map(({ adapter }) => adapter)).toEqual(['bare-1', 'schemas-1', null]);
    expect(ofType(events, 'step-start')[1]?.reason).toContain('bare-1 has no tool for it');
    expect(shownText(events)).toBe('echo: hello');
  });

  it.each([
    ['the last one hands on', [handOn, handOn]],
    ['the last one finds no call for what was wanted', [handOn, nothing]],
  ])('[A29] goes to the larger model where %s', async (_, script) => {
    const tools = [echo, weather];
    const remote = remoteEngine([say('Done there.')]);
    const local = specialistEngine(script, tools);
    const { events, rows } = await play({ local, remote, tools, approve: 'once' });
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'no-tool', answered: true }]);
    expect(remote.requests[0]?.messages).toHaveLength(2);
    expect(rows.at(-1)).toMatchObject({ trigger: 'no-tool', place: 'remote', adapter: null });
    expect(shownText(events)).toBe('Done there.');
  });

  it('[A29] [A12] ends with what there is where no larger model is set, and makes nothing up', async () => {
    const local = specialistEngine([handOn], [echo]);
    const { events, messages, end } = await play({ local, tools: [echo] });
    expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'no-tool', answered: false }]);
    expect(end).toMatchObject({ outcome: 'failed' });
    expect(end.notice).toMatch(
      /^None of the tools here can do this\. The tools here are: echo\. No endpoint/,
    );
    expect(local.requests).toHaveLength(1);
    expect(messages).toHaveLength(1);
    expect(shownText(events)).toBe('');
  });

  it('[A29] keeps what was done before', async () => {
    const local = specialistEngine([[...hello, { type: 'end', continues: true }], handOn], [echo]);
    const { events, messages, end } = await play({ local, tools: [echo] });
    expect(end.notice).toMatch(
      /^None of the tools here can do the rest of this\. What came so far is kept\./,
    );
    expect(shownText(events)).toBe('hello!');
    expect(messages.at(-1)).toEqual({ role: 'assistant', content: 'hello!' });
  });

  it('[A29] takes a text beside it off the screen', async () => {
    const local = specialistEngine([[...say('All done!'), ...handOn]], [echo]);
    const { events, messages } = await play({ local, tools: [echo] });
    expect(shownText(events)).toBe('');
    expect(messages).toHaveLength(1);
  });
});
