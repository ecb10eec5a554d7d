import {
  departedAs,
  formatDuration,
  formatNumber,
  formatPercent,
  formatTime,
  formatUsd,
} from '@kinglet/element';
import type { LogRow } from '@kinglet/spec';
import { strings } from '../strings.ts';

const words = strings.log;
const names = words.fields;

/** Everything in a row but its texts, as name and value in reading order. */
export function rowFacts(row: LogRow): readonly (readonly [name: string, value: string])[] {
  const { stats } = row;
  return [
    [names.time, formatTime(row.timeMs)],
    [names.kind, words.kinds[row.kind]],
    [names.place, row.host ?? `${words.places[row.place]} (${row.backend})`],
    [names.engine, row.engine],
    [names.model, row.modelId],
    [names.adapter, row.adapter ?? words.nothing],
    [names.confidence, stats.confidence === undefined ? words.nothing : formatPercent(stats.confidence)],
    [names.certainty, certaintyText(stats)],
    [names.tokens, tokenText(row)],
    [names.firstToken, durationText(stats.timeToFirstTokenMs)],
    [names.duration, formatDuration(stats.durationMs)],
    [names.cost, costText(stats)],
    [names.finish, stats.finishReason],
    [names.trigger, row.trigger ?? words.nothing],
    [names.verdicts, verdictText(row)],
    ...departureFacts(row),
    [names.error, row.errorCode ?? words.nothing],
    [names.dropped, formatNumber(row.droppedExchanges)],
    [names.feedback, row.feedback === null ? words.nothing : row.feedback === 'up' ? words.good : words.bad],
    [names.conversation, row.conversationId],
    [names.step, formatNumber(row.step)],
  ];
}

/** Why the call went out, where it did: by whose leave, as what, and what was spent by then. */
function departureFacts({ departure }: LogRow): readonly (readonly [name: string, value: string])[] {
  if (departure === undefined) return [];
  return departedAs(departure).map(({ name, values }) => [name, values.join('; ')] as const);
}

export function costText({ costUsd, usage }: LogRow['stats']): string {
  if (costUsd === null) return words.unknown;
  if (costUsd === 0) return words.free;
  return usage.estimated ? words.about(formatUsd(costUsd)) : formatUsd(costUsd);
}

function certaintyText({ certainty }: LogRow['stats']): string {
  return certainty === undefined ? words.unknown : formatPercent(certainty.probability);
}

function tokenText({ stats }: LogRow): string {
  const { promptTokens, completionTokens, reusedTokens, estimated } = stats.usage;
  const reused = reusedTokens === null ? words.unknown : formatNumber(reusedTokens);
  const text = words.tokens(formatNumber(promptTokens), formatNumber(completionTokens), reused);
  return estimated ? words.about(text) : text;
}

function durationText(durationMs: number | null): string {
  return durationMs === null ? words.nothing : formatDuration(durationMs);
}

function verdictText({ verdicts }: LogRow): string {
  if (verdicts.length === 0) return words.nothing;
  return verdicts
    .map(({ check, passed, reason }) => `${check} ${passed ? words.passed : words.notPassed}: ${reason}`)
    .join('; ');
}
