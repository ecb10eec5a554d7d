import type { AnswerBadge } from '@kinglet/runtime/client';
import { formatDuration, formatNumber, formatPercent, formatUsd } from '../../format.ts';
import { strings } from '../../strings.ts';

const words = strings.badge;

/** One fact of how an answer was made. */
export interface BadgeFact {
  readonly name: string;
  /** For the table of details. */
  readonly value: string;
  /** For the line: a text that stands without its name; null where it is a detail only. */
  readonly short: string | null;
  /** Where there is room for little: left out of the line. */
  readonly wideOnly: boolean;
}

/** What is known of an answer's making, the line's facts in their order. Estimates say so. */
export function badgeFacts(badge: AnswerBadge, modelName: string): readonly BadgeFact[] {
  const { tokensPerSecond, timeToFirstTokenMs, reusedTokens } = badge;
  const known = (text: string) => (badge.estimated ? words.about(text) : text);
  const tokens = words.tokens(known(formatNumber(badge.completionTokens)));
  const rate = tokensPerSecond === null ? null : words.rate(known(formatNumber(tokensPerSecond)));
  const wait = timeToFirstTokenMs === null ? null : formatDuration(timeToFirstTokenMs);
  const prompt = known(formatNumber(badge.promptTokens));
  const read =
    reusedTokens === null ? words.prompt(prompt) : words.reused(formatNumber(reusedTokens), prompt);
  const cost = costText(badge);
  const { names } = words;
  return [
    // The line names one of the two: the specialist where one was asked.
    { name: names.model, value: modelName, short: badge.adapter ?? modelName, wideOnly: true },
    ...(badge.adapter === null
      ? []
      : [{ name: names.specialist, value: badge.adapter, short: null, wideOnly: false }]),
    ...(badge.confidence === null
      ? []
      : [{ name: names.confidence, value: formatPercent(badge.confidence), short: null, wideOnly: false }]),
    ...(badge.certainty === null
      ? []
      : [{ name: names.certainty, value: formatPercent(badge.certainty), short: null, wideOnly: false }]),
    { name: names.where, value: badge.where, short: null, wideOnly: false },
    { name: names.tokens, value: tokens, short: tokens, wideOnly: false },
    ...(rate === null ? [] : [{ name: names.rate, value: rate, short: rate, wideOnly: false }]),
    ...(wait === null
      ? []
      : [{ name: names.firstToken, value: wait, short: words.firstToken(wait), wideOnly: true }]),
    { name: names.prompt, value: read, short: null, wideOnly: false },
    { name: names.cost, value: cost, short: cost, wideOnly: badge.costUsd === 0 },
  ];
}

function costText({ costUsd, estimated }: AnswerBadge): string {
  if (costUsd === null) return words.costUnknown;
  if (costUsd === 0) return words.free;
  return estimated ? words.about(formatUsd(costUsd)) : formatUsd(costUsd);
}
