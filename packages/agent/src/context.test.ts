import type { Message } from '@kinglet/spec';
import { type ScriptedReply, say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { exchangesToDrop } from './prompt/exchanges.ts';
import { ofType, play, remoteEngine, shownText } from './testing/run-fixture.ts';

const history: readonly Message[] = Array.from({ length: 6 }, (_, index): readonly Message[] => [
  { role: 'user', content: `question ${index} ${'x'.repeat(400)}` },
  { role: 'assistant', content: `answer ${index}` },
]).flat();

describe('a prompt that does not fit', () => {
  it('[A22] loses whole exchanges, oldest first, and says how many', async () => {
    const local = scriptedEngine([say('Hello.')], { info: { contextTokens: 700 } });
    const { events, rows, end } = await play({ local, input: { history }, limits: { maxTokens: 100 } });
    expect(end.outcome).toBe('complete');
    const dropped = ofType(events, 'context-drop').reduce((sum, { exchanges }) => sum + exchanges, 0);
    expect(dropped).toBeGreaterThan(0);
    expect(dropped).toBeLessThan(6);
    expect(rows).toMatchObject([{ droppedExchanges: dropped, errorCode: null }]);
    const sent = local.requests[0]?.messages ?? [];
    expect(sent[0]?.role).toBe('system');
    expect(sent[1]?.content).toContain(`question ${dropped} `);
    expect(sent.at(-1)?.content).toBe('hello');
  });

  it('[A22] ends with a clear notice where one message is too large', async () => {
    const local = scriptedEngine([], { info: { contextTokens: 300 } });
    const { end, events } = await play({ local, input: { history, userText: 'y'.repeat(4000) } });
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'context-overflow' } });
    expect(end.notice).toContain('Shorten it, or send it in parts.');
    expect(ofType(events, 'context-drop').length).toBeGreaterThan(0);
  });

  it('[A22] goes whole to the larger model where one is set', async () => {
    const local = scriptedEngine([], { info: { contextTokens: 300 } });
    const remote = remoteEngine([say('Long indeed.')]);
    const { end } = await play({
      local,
      remote,
      approve: 'once',
      input: { history, userText: 'y'.repeat(4000) },
    });
    expect(end.outcome).toBe('complete');
    expect(remote.requests[0]?.messages).toHaveLength(1 + history.length + 1);
  });

  it('[A22] makes room where the context ends within the reply', async () => {
    const usage = { promptTokens: 640, reusedTokens: 0, completionTokens: 60 };
    const cut: ScriptedReply = [...say('It begins'), { type: 'end', finishReason: 'length', usage }];
    const local = scriptedEngine([cut, say('It is whole.')], { info: { contextTokens: 700 } });
    const { events, rows, end } = await play({ local, input: { history: history.slice(0, 6) } });
    expect(end.outcome).toBe('complete');
    expect(shownText(events)).toBe('It is whole.');
    expect(rows).toMatchObject([{ reply: 'It is whole.' }]);
    expect(rows[0]?.droppedExchanges).toBeGreaterThan(0);
  });

  it('[A22] drops by size in strides, at least one, at most all', () => {
    const sizes = { promptTokens: 1000, fitTokens: 800 };
    expect(exchangesToDrop([10, 60, 60], 1000, sizes)).toBe(3);
    expect(exchangesToDrop([200, 60], 1000, sizes)).toBe(1);
    const many = Array.from({ length: 20 }, () => 50);
    expect(exchangesToDrop(many, 1000, { promptTokens: 1000, fitTokens: 790 })).toBe(8);
    expect(exchangesToDrop(many, 1000, { promptTokens: 1000, fitTokens: 640 })).toBe(10);
    expect(exchangesToDrop([5, 5], 1000, { promptTokens: 0, fitTokens: 0 })).toBe(1);
    expect(exchangesToDrop([], 1000, sizes)).toBe(0);
  });
});
