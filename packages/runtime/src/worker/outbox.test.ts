import type { AgentEvent } from '@kinglet/spec';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientEvent } from '../shared/index.ts';
import { createOutbox } from './outbox.ts';

function delta(text: string, { runId = 'run', step = 0 } = {}): ClientEvent {
  return { type: 'agent', runId, event: { type: 'text-delta', step, text } };
}
function agent(event: AgentEvent): ClientEvent {
  return { type: 'agent', runId: 'run', event };
}

describe('createOutbox', () => {
  let batches: (readonly ClientEvent[])[];
  let outbox: ReturnType<typeof createOutbox>;

  beforeEach(() => {
    vi.useFakeTimers();
    batches = [];
    outbox = createOutbox((events) => void batches.push(events), { delayMs: 16 });
  });
  afterEach(() => void vi.useRealTimers());

  it('sends the first text of a step at once and joins what follows within a frame', () => {
    for (const text of ['a', 'b', 'c']) outbox.add(delta(text));
    expect(batches).toEqual([[delta('a')]]);
    vi.advanceTimersByTime(16);
    expect(batches).toEqual([[delta('a')], [delta('bc')]]);
  });

  it('sends the first text of the next step and of another run at once', () => {
    outbox.add(delta('a'));
    outbox.add(delta('b', { step: 1 }));
    outbox.add(delta('c', { runId: 'other' }));
    expect(batches).toHaveLength(3);
  });

  it('sends what is not text at once, after the text before it', () => {
    outbox.add(delta('a'));
    outbox.add(delta('b'));
    outbox.add(agent({ type: 'run-end', outcome: 'complete' }));
    expect(batches[1]).toEqual([delta('b'), agent({ type: 'run-end', outcome: 'complete' })]);
  });

  it('does not join across steps or runs', () => {
    outbox.add(delta('a'));
    outbox.add(delta('b'));
    outbox.add(delta('c', { runId: 'other' }));
    expect(batches[1]).toEqual([delta('b'), delta('c', { runId: 'other' })]);
  });

  it('resolves a flush when the page has taken all that was sent', async () => {
    const page = new AbortController();
    const taken = new Promise<void>((resolve) => page.signal.addEventListener('abort', () => resolve()));
    const slow = createOutbox(() => taken);
    slow.add({ type: 'conversations', heads: [] });
    const flushed = vi.fn();
    const flush = slow.flush().then(flushed);
    await vi.advanceTimersByTimeAsync(100);
    expect(flushed).not.toHaveBeenCalled();
    page.abort();
    await flush;
    expect(flushed).toHaveBeenCalled();
  });

  it('goes on where the page took nothing', async () => {
    const broken = createOutbox(() => Promise.reject(new Error('gone')));
    broken.add({ type: 'conversations', heads: [] });
    await expect(broken.flush()).resolves.toBeUndefined();
  });
});
