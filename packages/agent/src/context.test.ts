import type { Message } from '@kinglet/spec';
import { say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { exchangesToDrop } from './prompt/exchanges.ts';
import { ofType, play, remoteEngine } from './testing/run-fixture.ts';

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

  it('[A22] drops by size, at least one, at most all', () => {
    const sizes = { promptTokens: 1000, fitTokens: 900 };
    expect(exchangesToDrop([10, 60, 60], 1000, sizes)).toBe(3);
    expect(exchangesToDrop([200, 60], 1000, sizes)).toBe(1);
    expect(exchangesToDrop([5, 5], 1000, { promptTokens: 0, fitTokens: 0 })).toBe(1);
    expect(exchangesToDrop([], 1000, sizes)).toBe(0);
  });
});
