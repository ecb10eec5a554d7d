import { callTool, type ScriptedReply, say } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { echoTool, play, shownText, specialistEngine, type ToolSetup } from './testing/run-fixture.ts';

const question = 'What should I echo?';

function asking(confidence: number): ScriptedReply {
  return [...say(question), { type: 'end', confidence }];
}

async function ask(confidence: number, setup: ToolSetup = {}) {
  const tool = echoTool({
    spans: () => ({ text: ['hello'] }),
    run: ({ text }) => ({ content: `${String(text)}!`, failed: false, answers: true }),
    ...setup,
  });
  const local = specialistEngine([asking(confidence), callTool('echo', { text: 'hello' })], [tool]);
  const { events } = await play({ local, tools: [tool] });
  return { shown: shownText(events), requests: local.requests };
}

describe('a question that a specialist is not sure of', () => {
  it('[A32] becomes a call bound to what the message has', async () => {
    const { shown, requests } = await ask(0.4);
    expect(shown).toBe('hello!');
    expect(requests[1]).toMatchObject({
      allowed: { echo: { text: ['hello'] } },
      toolChoice: 'required',
      adapter: 'bare-1',
    });
  });

  it('[A32] stands where it is sure', async () => {
    const { shown, requests } = await ask(0.9);
    expect(shown).toBe(question);
    expect(requests).toHaveLength(1);
  });

  it('[A32] stands where only a change would fit, or nothing does', async () => {
    expect((await ask(0.4, { risk: 'write' })).shown).toBe(question);
    expect((await ask(0.4, { spans: () => null })).shown).toBe(question);
  });
});
