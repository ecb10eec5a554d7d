import { onceMs } from '@kinglet/policy';
import type { ApprovalDecision, ApprovalRequest } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ApprovalDesk, createApprovalDesk } from './approval-desk.ts';

const hash = 'a'.repeat(64);
const request: ApprovalRequest = {
  ...{
    kind: 'tool',
    id: 'q',
    tool: 'wipe',
    origin: 'built-in',
    risk: 'write',
    reason: 'It destroys something.',
  },
  ...{ arguments: {}, lasting: true, hash },
};

describe('the approval desk', () => {
  const clock = fakeClock();
  let desk: ApprovalDesk;
  let stop: AbortController;
  const ask = (change: Partial<ApprovalRequest> = {}) =>
    desk.ask({ ...request, ...change } as ApprovalRequest, { signal: stop.signal });
  const refused = (decision: ApprovalDecision, given = hash) =>
    expect(() => desk.decide('q', decision, given), decision).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );

  beforeEach(() => {
    desk = createApprovalDesk(clock);
    stop = new AbortController();
  });

  it.each(['once', 'conversation', 'always', 'no'] as const)('hands on %s', async (decision) => {
    const answer = ask();
    desk.decide('q', decision, hash);
    expect(await answer).toBe(decision);
  });

  it('[P14] refuses an answer to anything else, and waits on', async () => {
    const answer = ask();
    refused('once', 'b'.repeat(64));
    refused('always', '');
    desk.decide('q', 'once', hash);
    expect(await answer).toBe('once');
  });

  it('[P15] refuses an answer given twice, and one to a run that was stopped', async () => {
    const answer = ask();
    desk.decide('q', 'once', hash);
    refused('once');
    await answer;
    refused('once');
    const stopped = ask();
    stop.abort(new DOMException('stop', 'AbortError'));
    await expect(stopped).rejects.toThrow('stop');
    refused('once');
  });

  it('[P15] refuses a yes after 10 minutes, counts it as seen anew, and takes a no at any time', async () => {
    const answer = ask();
    clock.advance(onceMs + 1);
    refused('once');
    desk.decide('q', 'once', hash);
    expect(await answer).toBe('once');
    const other = ask();
    clock.advance(onceMs * 3);
    desk.decide('q', 'no', '');
    expect(await other).toBe('no');
  });

  it('[P15] refuses leave for longer where the question does not offer it', async () => {
    const answer = ask({ lasting: false });
    refused('always');
    refused('conversation');
    desk.decide('q', 'once', hash);
    expect(await answer).toBe('once');
  });
});
