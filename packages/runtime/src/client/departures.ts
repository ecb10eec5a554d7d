import type { AgentEvent, Departure } from '@kinglet/spec';

type RemoteCall = Extract<AgentEvent, { type: 'remote-call' }>;

/** Why one request left the device, as a person sees it. */
export interface DepartureView extends Departure {
  readonly host: string;
  readonly model: string;
  readonly trigger: string;
  /** What failed on the device; '' where nothing did. */
  readonly detail: string;
  /** Who was asked before in this run, in order, each with what was wrong; '' where nothing was said. */
  readonly hops: readonly { readonly name: string; readonly reason: string }[];
  /** How sure the last call on the device was, and what the settings ask for; null where nobody knows. */
  readonly certainty: { readonly probability: number; readonly atLeast: number | null } | null;
  /** By its own counts; null where that is not known, or it is not over. */
  readonly costUsd: number | null;
}

/** An answer to "why did this go out?" for each remote call of a run, from its events alone. Pure. */
export function departuresOf(events: readonly AgentEvent[]): readonly DepartureView[] {
  return events.flatMap((event, index) =>
    event.type === 'remote-call' ? [departureOf(event, events.slice(0, index), events.slice(index))] : [],
  );
}

function departureOf(
  { host, model, trigger, detail, step, allowed, allowedMs, redacted, spend }: RemoteCall,
  before: readonly AgentEvent[],
  after: readonly AgentEvent[],
): DepartureView {
  const end = after.find((event) => event.type === 'step-end' && event.step === step);
  const ends = before.flatMap((event) => (event.type === 'step-end' ? [event] : []));
  const certainty = ends.findLast(({ stats }) => stats.certainty !== undefined)?.stats.certainty ?? null;
  const hops = before.flatMap((event) => {
    if (event.type !== 'step-start' || event.step === step) return [];
    return [{ name: event.adapter ?? event.engine.modelId, reason: reasonOf(before, event.step) }];
  });
  return {
    ...{ host, model, trigger, detail, hops, allowed, allowedMs, redacted, spend },
    certainty,
    costUsd: end?.type === 'step-end' && end.error === undefined ? end.stats.costUsd : null,
  };
}

/** What was wrong with a step; '' where nothing was. */
function reasonOf(events: readonly AgentEvent[], step: number): string {
  const wrong = events.find(
    (event) => event.type === 'verdict' && event.step === step && !event.verdict.passed,
  );
  if (wrong?.type === 'verdict') return wrong.verdict.reason;
  const end = events.find((event) => event.type === 'step-end' && event.step === step);
  return end?.type === 'step-end' ? (end.error?.message ?? '') : '';
}
