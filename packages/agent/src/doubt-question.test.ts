import { callTool, type ScriptedReply, say } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { echoTool, ofType, play, shownText, specialistEngine } from './testing/run-fixture.ts';

const question = 'What should I echo?';

function asking(confidence: number): ScriptedReply {
  return [...say(question), { type: 'end', confidence }];
}

async function ask(script: readonly ScriptedReply[]) {
  const tool = echoTool({
    run: ({ text }) => ({ content: `${String(text)}!`, failed: false, answers: true }),
  });
  const local = specialistEngine(script, [tool]);
  const { events, messages, end } = await play({ local, tools: [tool] });
  return { events, end, last: messages.at(-1), shown: shownText(events), requests: local.requests, tool };
}

describe('a question that a specialist is not sure of', () => {
  it('[A32] is kept back for a call', async () => {
    const { shown, requests, end } = await ask([asking(0.4), callTool('echo', { text: 'hello' })]);
    expect(shown).toBe('hello!');
    expect(end.outcome).toBe('complete');
    expect(requests.map(({ toolChoice }) => toolChoice)).toEqual([undefined, 'required']);
    expect(requests[1]?.messages).toEqual(requests[0]?.messages);
  });

  it('[A32] stands where it is sure', async () => {
    const { shown, requests, last } = await ask([asking(0.9)]);
    expect(shown).toBe(question);
    expect(last).toMatchObject({ role: 'assistant', asks: true });
    expect(requests).toHaveLength(1);
  });

  it('[A32] stands where no call comes that passes its checks', async () => {
    for (const second of [callTool('echo', { text: 'made up' }), asking(0.2)]) {
      const { shown, requests, last, events, tool } = await ask([asking(0.4), second]);
      expect(shown).toBe(question);
      expect(last).toMatchObject({ role: 'assistant', content: question, asks: true });
      expect(requests).toHaveLength(2);
      expect(ofType(events, 'escalation')).toEqual([]);
      expect(tool.ran).toEqual([]);
    }
  });
});
