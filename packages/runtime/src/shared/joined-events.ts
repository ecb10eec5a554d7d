import type { AgentEvent } from '@kinglet/spec';

/**
 * The event that stands for both, where `next` continues `last`: neighbouring text deltas of one step. Null otherwise.
 * Joining appends to one growing string, which engines keep as a rope: it stays linear over a whole answer.
 */
export function joinedEvent(last: AgentEvent | undefined, next: AgentEvent): AgentEvent | null {
  if (last?.type !== 'text-delta' || next.type !== 'text-delta' || last.step !== next.step) return null;
  return { ...last, text: last.text + next.text };
}

/** A new list with `next` at its end, joined to the last event where it continues it. */
export function withEvent(events: readonly AgentEvent[], next: AgentEvent): readonly AgentEvent[] {
  const joined = joinedEvent(events.at(-1), next);
  return joined ? [...events.slice(0, -1), joined] : [...events, next];
}
