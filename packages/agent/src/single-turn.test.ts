import type { SpanFacts, ToolOutcome } from '@kinglet/spec';
import { callTool, type ScriptedReply, say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { prefixRequests } from './prompt/prefix-request.ts';
import { chatText } from './prompt/system-text.ts';
import {
  echoTool,
  ofType,
  play,
  type RunSetup,
  remoteEngine,
  shownText,
  singleTurnEngine,
} from './testing/run-fixture.ts';

const callHello = callTool('echo', { text: 'hello' });
const nothing: ScriptedReply = [];
const history = [
  { role: 'user', content: 'earlier' },
  { role: 'assistant', content: 'Indeed.' },
] as const;

/** A tool whose result is this outcome. */
function tool(outcome: Partial<ToolOutcome>) {
  return echoTool({ run: () => ({ content: 'hello, said the echo.', failed: false, ...outcome }) });
}

describe('the choice of a call', () => {
  it('[A24] shows all tools, allows what their spans found, and sends only the message as typed', async () => {
    const seen: [string, SpanFacts][] = [];
    const bound = echoTool({
      name: 'bound',
      spans: (text, facts) => {
        seen.push([text, facts]);
        return { text: ['hello', 'hello there'] };
      },
    });
    const tools = [bound, echoTool({ name: 'silent', spans: () => null }), echoTool({ name: 'free' })];
    const local = singleTurnEngine([nothing, say('Hi.')]);
    const attachment = { name: 'a.csv', mediaType: 'text/csv', sizeBytes: 3, text: 'a,b' };
    await play({ local, tools, input: { history, userText: 'hello there', attachments: [attachment] } });
    expect(local.requests[0]).toMatchObject({
      messages: [{ role: 'user', content: 'hello there' }],
      allowed: { bound: { text: ['hello', 'hello there'] }, free: {} },
    });
    expect(Object.keys(local.requests[0]?.allowed ?? {})).toEqual(['bound', 'free']);
    expect(local.requests[0]?.tools.map(({ name }) => name)).toEqual(['bound', 'free', 'silent']);
    const facts = { nowMs: expect.any(Number), timeZone: 'Europe/Zurich', hasAttachments: true };
    expect(seen).toEqual([['hello there', facts]]);
  });

  it('[A24] goes to a chat without tools where no call fits, the empty reply not on the screen', async () => {
    const local = singleTurnEngine([nothing, say('Hi.')]);
    const { events, rows, messages, end } = await play({ local, input: { history } });
    expect(end.outcome).toBe('complete');
    expect(shownText(events)).toBe('Hi.');
    expect(ofType(events, 'text-delta').every(({ step }) => step === 1)).toBe(true);
    expect(rows.map(({ kind, step }) => [kind, step])).toEqual([
      ['agent', 0],
      ['chat', 1],
    ]);
    expect(messages).toHaveLength(2);
    const system = { role: 'system', content: chatText };
    expect(local.requests[1]?.tools).toEqual([]);
    expect(local.requests[1]?.messages).toEqual([system, ...history, { role: 'user', content: 'hello' }]);
  });

  it("[A24] has what the page's author adds in the chat, not in the choice of a call", async () => {
    const local = singleTurnEngine([say(' \n'), say('Hi.')]);
    await play({ local, input: { userText: 'hello', instructions: 'You serve a bakery.' } });
    const texts = local.requests.map(({ messages }) => JSON.stringify(messages));
    expect(texts.at(-1)).toContain(`${chatText}\\n\\nYou serve a bakery.`);
    for (const { tools, messages } of local.requests) {
      if (tools.length > 0) expect(messages.some(({ role }) => role === 'system')).toBe(false);
    }
  });

  it('[A24] takes a blank reply off the screen', async () => {
    const { events } = await play({ local: singleTurnEngine([say(' \n'), say('Hi.')]) });
    expect(ofType(events, 'text-retract')).toEqual([{ type: 'text-retract', step: 0 }]);
    expect(shownText(events)).toBe('Hi.');
  });

  it('[A24] chats at once where nothing is allowed', async () => {
    const local = singleTurnEngine([say('Hi.')]);
    const { rows } = await play({ local, tools: [echoTool({ spans: () => null })] });
    expect(rows.map(({ kind }) => kind)).toEqual(['chat']);
    expect(local.requests[0]).not.toHaveProperty('allowed');
  });

  it('[A24] is no answer where the reply is empty in the chat, or was cut', async () => {
    const empty = await play({ local: singleTurnEngine([nothing, nothing]) });
    expect(empty.end.notice).toContain('The answer is empty.');
    const local = singleTurnEngine([[{ type: 'end', finishReason: 'length' }]]);
    expect((await play({ local })).end.outcome).toBe('failed');
    expect(local.requests).toHaveLength(1);
  });

  it('[A24] asks nothing of spans for other engines', async () => {
    const spans = () => {
      throw new Error('asked');
    };
    const tools = [echoTool({ spans })];
    const remote = remoteEngine([say('Hello.')]);
    const { end } = await play({ remote, tools, approve: 'once' });
    expect(end.outcome).toBe('complete');
    expect(remote.requests[0]).not.toHaveProperty('allowed');
    const broken = await play({ local: singleTurnEngine([]), tools });
    expect(broken.end).toMatchObject({ outcome: 'failed', notice: 'asked' });
  });

  it('[A24] has its prefixes prefilled: the tools alone, and the chat', () => {
    const { info } = singleTurnEngine([]);
    const tools = [echoTool()];
    const [select, chat, ...others] = prefixRequests(tools, info);
    expect(select).toMatchObject({ messages: [], tools: [{ name: 'echo' }] });
    expect(chat).toMatchObject({ messages: [{ role: 'system', content: chatText }], tools: [] });
    expect(others).toEqual([]);
    expect(prefixRequests([], info)).toEqual([chat]);
    expect(prefixRequests(tools, { ...info, place: 'remote' })).toHaveLength(1);
  });
});

describe('a call of a single-turn engine', () => {
  it('[A23] is answered by a result that answers, without another model call', async () => {
    const local = singleTurnEngine([callHello]);
    const { events, messages, rows, end } = await play({ local, tools: [tool({ answers: true })] });
    expect(end.outcome).toBe('complete');
    expect(shownText(events)).toBe('hello, said the echo.');
    expect(messages.at(-1)).toEqual({ role: 'assistant', content: 'hello, said the echo.' });
    expect(rows).toMatchObject([{ kind: 'agent' }]);
  });

  it('[A23] is told by a chat with the result in its transcript where that does not answer', async () => {
    const local = singleTurnEngine([callHello, say('The echo said hello.')]);
    const { events, rows } = await play({ local, tools: [tool({})] });
    expect(shownText(events)).toBe('The echo said hello.');
    expect(rows.map(({ kind }) => kind)).toEqual(['agent', 'chat']);
    expect(local.requests[1]?.tools).toEqual([]);
    expect(local.requests[1]?.messages.at(-1)).toMatchObject({
      role: 'tool',
      content: 'hello, said the echo.',
    });
  });

  it('[A23] leaves the telling to an engine of several turns', async () => {
    const script = [callHello, say('The echo said hello.')];
    for (const engines of [{ local: scriptedEngine(script) }, { remote: remoteEngine(script) }]) {
      const tools = [tool({ answers: true })];
      const { events } = await play({ ...engines, tools, approve: 'once' });
      expect(shownText(events)).toBe('The echo said hello.');
    }
  });

  it('[A23] says that it was not done where the user or policy does not allow it', async () => {
    const local = singleTurnEngine([callHello]);
    const remote = remoteEngine([]);
    const { events, end } = await play({ local, remote, tools: [echoTool({ risk: 'send' })], approve: 'no' });
    expect(end.outcome).toBe('complete');
    expect(shownText(events)).toBe('Not done, because it was not allowed.');
    expect(ofType(events, 'escalation')).toEqual([]);
  });

  it('[A9] escalates at the first failure of a tool', async () => {
    const failing: RunSetup = { tools: [tool({ content: 'It broke.', failed: true, answers: true })] };
    const remote = remoteEngine([say('The larger answer.')]);
    const over = await play({ ...failing, local: singleTurnEngine([callHello]), remote, approve: 'once' });
    expect(ofType(over.events, 'escalation')).toMatchObject([{ trigger: 'tool-failed', answered: true }]);
    expect(remote.requests[0]?.tools).toHaveLength(1);
    expect(remote.requests[0]?.messages.at(-1)).toMatchObject({ role: 'tool', content: 'It broke.' });
    const alone = await play({ ...failing, local: singleTurnEngine([callHello]) });
    expect(alone.end.notice).toMatch(/^A tool failed: It broke\. No endpoint/);
  });

  it('[V1] is refused, repaired once and escalated where the step did not allow its tool', async () => {
    const closed = echoTool({ spans: () => null });
    const tools = [closed, echoTool({ name: 'open' })];
    for (const script of [
      [callHello, callHello],
      [nothing, callHello, callHello],
    ]) {
      const local = singleTurnEngine(script);
      const { events } = await play({ local, tools });
      expect(closed.ran).toEqual([]);
      expect(local.requests).toHaveLength(script.length);
      expect(ofType(events, 'escalation')).toMatchObject([{ trigger: 'invalid-call' }]);
    }
  });
});

describe('the length of a reply', () => {
  it('[A20] has its own limit on a single-turn engine', async () => {
    const local = singleTurnEngine([nothing, say('Hi.')]);
    await play({ local });
    expect(local.requests.map(({ maxTokens }) => maxTokens)).toEqual([256, 256]);
    const tight = singleTurnEngine([say('Hi.')]);
    await play({ local: tight, tools: [], limits: { maxTokens: 20 } });
    expect(tight.requests[0]?.maxTokens).toBe(20);
  });

  it('[A12] keeps a cut answer and says how to get the rest', async () => {
    const local = singleTurnEngine([say('one two three four five')]);
    const { events, messages, end } = await play({ local, tools: [], limits: { maxSingleTurnTokens: 3 } });
    expect(shownText(events)).toBe('one two three');
    expect(messages.at(-1)?.content).toBe('one two three');
    expect(end.outcome).toBe('failed');
    expect(end.notice).toContain('cut after 3 tokens');
    expect(end.notice).toContain('What came so far is kept. Write "go on" for the rest.');
  });
});
