import type { AgentEvent } from './agent-event.ts';

/**
 * The events of a run that stand. Where it was taken up again (`run-resume`), what had not come to its end before does not:
 * a step without its end, with the leave that was asked for it, and a call whose approval was waited for.
 */
export function settledEvents(events: readonly AgentEvent[]): readonly AgentEvent[] {
  let settled: AgentEvent[] = [];
  for (const event of events) {
    if (event.type === 'run-resume') settled = withoutOpenEnd(settled);
    else settled.push(event);
  }
  return settled;
}

function withoutOpenEnd(events: readonly AgentEvent[]): AgentEvent[] {
  const rest = events.findLastIndex(({ type }) => type === 'step-end') + 1;
  const open = events.findIndex((event, index) => index >= rest && isOfNextStep(event));
  const settled = events.slice(0, open < 0 ? waitingCall(events) : open);
  // Belongs to the step that follows, or is said again.
  while (settled.at(-1)?.type === 'text-retract') settled.pop();
  return settled;
}

function isOfNextStep(event: AgentEvent): boolean {
  if (event.type === 'approval-request') return event.request.kind === 'egress';
  return event.type === 'step-start' || event.type === 'escalation';
}

/** Where the call begins whose approval nobody has given or refused; the end where there is none. */
function waitingCall(events: readonly AgentEvent[]): number {
  const last = events.at(-1);
  if (last?.type !== 'approval-request') return events.length;
  return events.findLastIndex(({ type }) => type === 'tool-start');
}
