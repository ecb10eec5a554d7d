import type { DepartureView } from '@kinglet/runtime/client';
import type { Departure, SpendState } from '@kinglet/spec';
import { formatNumber, formatPercent, formatTime, formatUsd } from '../../format.ts';
import { strings } from '../../strings.ts';

const words = strings.departure;

/** One thing that is known of why a request left the device. */
export interface DepartureFact {
  readonly name: string;
  readonly values: readonly string[];
}

/** All that is known of it, in the order in which a person asks. */
export function departureFacts(departure: DepartureView): readonly DepartureFact[] {
  const { host, model, trigger, detail, hops, certainty } = departure;
  const { names } = words;
  const facts: readonly DepartureFact[] = [
    { name: names.to, values: [words.to(model, host)] },
    { name: names.trigger, values: [strings.escalation.triggers[trigger] ?? trigger, detail] },
    {
      name: names.certainty,
      values: certainty === null ? [] : [certaintyText(certainty)],
    },
    { name: names.hops, values: hops.map((hop) => words.hop(hop.name, hop.reason)) },
    { name: names.cost, values: [costText(departure)] },
    ...departedAs(departure),
  ];
  return facts
    .map(({ name, values }) => ({ name, values: values.filter((value) => value !== '') }))
    .filter(({ values }) => values.length > 0);
}

/** By whose leave it went, as what, and what was spent by then. */
export function departedAs({ allowed, allowedMs, redacted, spend }: Departure): readonly DepartureFact[] {
  const { names } = words;
  return [
    { name: names.allowed, values: [words.allowed[allowed](formatTime(allowedMs))] },
    { name: names.redacted, values: [redactedText(redacted)] },
    { name: names.caps, values: capTexts(spend) },
  ];
}

function certaintyText({ probability, atLeast }: NonNullable<DepartureView['certainty']>): string {
  return atLeast === null
    ? words.probability(formatPercent(probability))
    : words.probabilityOf(formatPercent(probability), formatPercent(atLeast));
}

function redactedText(redacted: DepartureView['redacted']): string {
  if (redacted === null) return words.plain;
  const kinds = Object.entries(redacted);
  if (kinds.length === 0) return words.nothingFound;
  return kinds.map(([kind, count]) => words.kind(words.kinds[kind] ?? kind, formatNumber(count))).join(', ');
}

function costText({ costUsd, spend }: DepartureView): string {
  if (costUsd !== null) return formatUsd(costUsd);
  return spend.estimateUsd === null ? words.costUnknown : words.costAtMost(formatUsd(spend.estimateUsd));
}

/** What was spent when the call was made, of each cap that is set. */
function capTexts({ spentUsd, capUsd, callsToday, callsPerDay }: SpendState): readonly string[] {
  const spans = ['conversation', 'day', 'month'] as const;
  const usd = spans.flatMap((span) => {
    const cap = capUsd[span];
    return cap === null ? [] : [words.cap(words.spans[span], formatUsd(spentUsd[span]), formatUsd(cap))];
  });
  const calls =
    callsPerDay === null ? [] : [words.callsCap(formatNumber(callsToday), formatNumber(callsPerDay))];
  return usd.length + calls.length === 0 ? [words.noCap] : [...usd, ...calls];
}
