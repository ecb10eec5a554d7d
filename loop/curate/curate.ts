import type { JsonObject, ToolDefinition } from '@kinglet/spec';
import { parseCall } from '@kinglet/tools';
import { groupBy } from './group-by.ts';
import { onlyMessage } from './only-message.ts';
import type { LoggedCall } from './read-log-row.ts';

/** A message and the calls that answered it. */
export interface CuratedRow {
  readonly message: string;
  readonly calls: readonly { readonly tool: string; readonly arguments: JsonObject }[];
  /** The larger model that answered. */
  readonly teacher: string;
}

export interface Curated {
  readonly rows: readonly CuratedRow[];
  /** How many rows of the log were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

export interface CurateOptions {
  /** The built-in tools. */
  readonly tools: readonly ToolDefinition[];
  /** Only calls of these tools; empty for all. */
  readonly only: readonly string[];
  /** Only messages that this finds something in; null for all. */
  readonly match: RegExp | null;
}

/**
 * The rows of one task that a specialist can learn from: first steps that the larger model answered with valid calls of the
 * built-in tools, that passed all checks and that nobody put a thumb down on; each message once. A message that was
 * answered in two ways is left out whole: nobody knows which one is right.
 */
export function curate(log: readonly LoggedCall[], options: CurateOptions): Curated {
  const leftOut: Record<string, number> = {};
  const drop = (reason: string, count = 1) => {
    leftOut[reason] = (leftOut[reason] ?? 0) + count;
  };
  const runs = groupBy(log, ({ runId }) => runId);
  const byMessage = new Map<string, { row: CuratedRow; answers: Set<string>; count: number }>();
  for (const logged of log) {
    const curated = rowOf(logged, runs.get(logged.runId) ?? [], options);
    if (typeof curated === 'string') {
      drop(curated);
      continue;
    }
    const key = curated.message.trim().toLowerCase();
    const known = byMessage.get(key) ?? { row: curated, answers: new Set<string>(), count: 0 };
    known.answers.add(JSON.stringify(curated.calls));
    known.count += 1;
    byMessage.set(key, known);
  }
  const rows: CuratedRow[] = [];
  for (const { row, answers, count } of byMessage.values()) {
    if (answers.size > 1) drop('answered in two ways', count);
    else {
      rows.push(row);
      if (count > 1) drop('asked before', count - 1);
    }
  }
  return { rows, leftOut };
}

/** The row, or why it is left out. */
function rowOf(logged: LoggedCall, run: readonly LoggedCall[], options: CurateOptions): CuratedRow | string {
  if (logged.place !== 'remote' || logged.kind !== 'agent') return 'not answered by the larger model';
  if (logged.retention !== 'text') return 'kept as a hash only';
  if (logged.toolCalls.length === 0) return 'no call';
  if (run.some(({ feedback }) => feedback === 'down')) return 'thumb down';
  if (logged.hasFailedVerdict || logged.errorCode !== null) return 'failed a check';
  const message = onlyMessage(logged.prompt);
  if (message === null) return 'needs what was said before';
  if (run.filter(({ toolCalls }) => toolCalls.length > 0).length > 1) return 'took several steps';
  const parsed = logged.toolCalls.map((call) => parseCall(call, options.tools));
  const calls = parsed.flatMap((each) => (each.ok ? [each.call] : []));
  if (calls.length < parsed.length) return 'no valid call of a built-in tool';
  const isOfTask =
    (options.match === null || options.match.test(message)) &&
    (options.only.length === 0 || calls.every(({ name }) => options.only.includes(name)));
  if (!isOfTask) return 'another task';
  return {
    message,
    calls: calls.map(({ name, arguments: args }) => ({ tool: name, arguments: args })),
    teacher: logged.modelId,
  };
}
