import type { LogRow, ToolDefinition } from '@kinglet/spec';
import { datasetMessages, hasResults } from './dataset-messages.ts';
import type { DatasetAction, DatasetRow } from './dataset-row.ts';
import { parseObject, parseTranscript } from './parse-transcript.ts';

/** Rows to train on, and how many of the log's were left out. */
export interface Curated {
  readonly rows: readonly DatasetRow[];
  readonly leftOut: number;
}

/**
 * The rows of the log that a specialist can learn from: steps with tools that ended as they should, with a valid call or
 * reply, that passed their checks and that nobody rated bad; the same row once. Text is as the log has it: redacted.
 * `tools` are those that there are now; a row that calls another is left out.
 */
export function curateRows(logRows: readonly LogRow[], tools: readonly ToolDefinition[]): Curated {
  const offered = tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
  const followed = new Set(logRows.filter(isStep).map(({ runId, step }) => stepKey(runId, step)));
  const kept = new Map<string, DatasetRow>();
  for (const row of logRows.toSorted((left, right) => left.timeMs - right.timeMs)) {
    const curated = isStep(row)
      ? datasetRow(row, offered, followed.has(stepKey(row.runId, row.step + 1)))
      : null;
    if (curated) kept.set(JSON.stringify([curated.messages, curated.reply]), curated);
  }
  return { rows: [...kept.values()], leftOut: logRows.length - kept.size };
}

/** A step with tools that can be learned from, as far as the row alone tells. */
function isStep({ kind, retention, errorCode, feedback, verdicts, stats }: LogRow): boolean {
  const isWhole = stats.finishReason === 'stop' || stats.finishReason === 'tool-call';
  const isGood = feedback !== 'down' && verdicts.every(({ passed }) => passed);
  return kind === 'agent' && retention === 'text' && errorCode === null && isWhole && isGood;
}

function datasetRow(row: LogRow, tools: DatasetRow['tools'], goesOn: boolean): DatasetRow | null {
  const turns = parseTranscript(row.prompt);
  const messages = turns && datasetMessages(turns);
  if (!messages) return null;
  const reply = replyOf(row, new Set(tools.map(({ name }) => name)), {
    afterResults: hasResults(messages),
    goesOn,
  });
  if (!reply) return null;
  const { id, conversationId, modelId, place, trigger, feedback } = row;
  const meta = {
    source: 'kinglet-log',
    group: conversationId,
    row: id,
    model: modelId,
    place,
    trigger,
    feedback,
  };
  return { messages, tools, reply, meta };
}

function replyOf(
  { toolCalls, reply }: LogRow,
  known: ReadonlySet<string>,
  { afterResults, goesOn }: { afterResults: boolean; goesOn: boolean },
): readonly DatasetAction[] | null {
  if (toolCalls.length > 0) {
    const calls: DatasetAction[] = [];
    for (const { name, argumentsText } of toolCalls) {
      const args = parseObject(argumentsText);
      if (!known.has(name) || args === null) return null;
      calls.push({ tool: name, arguments: args });
    }
    return goesOn ? [...calls, { next: true }] : calls;
  }
  if (!afterResults) return ['no_tool'];
  return reply.trim() === '' ? null : [{ say: reply.trim() }];
}

function stepKey(runId: string, step: number): string {
  return `${runId} ${step}`;
}
