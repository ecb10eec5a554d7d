import { expect, it } from 'vitest';
import { linkedAbort } from './linked-abort.ts';

it('aborts with its parent, whose reason it has, also where that came before', () => {
  const parent = new AbortController();
  const linked = linkedAbort(parent.signal);
  expect(linked.signal.aborted).toBe(false);
  parent.abort('stop');
  expect(linked.signal.reason).toBe('stop');
  expect(linkedAbort(parent.signal).signal.reason).toBe('stop');
});

it('ends by itself without its parent, and hears no more of it', () => {
  const parent = new AbortController();
  const linked = linkedAbort(parent.signal);
  linked.end('done');
  parent.abort('stop');
  expect(linked.signal.reason).toBe('done');
});
