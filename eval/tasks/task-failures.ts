import type { Task, TaskEffect } from './task.ts';
import type { TaskTrace, TraceTurn } from './trace.ts';

/** A due time may be off by the time that its turn took, and by this. */
const slackMs = 2_000;

/** What does not hold of a task after its last turn; empty where it passed. */
export function taskFailures(
  { answer, effect }: Pick<Task, 'answer' | 'effect'>,
  trace: TaskTrace,
): readonly string[] {
  const last = trace.turns.at(-1);
  if (last === undefined) return ['no turn was run'];
  const failures = [
    ...(answer === null || answer.test(last.answer) ? [] : [`the answer does not match ${answer.source}`]),
    ...notesFailures(effect.notes, trace.notes),
    ...timerFailures(effect.timers, trace.dueMs, last),
    ...countFailures(effect, trace.turns),
  ];
  if (effect.asked && !trace.turns.some(({ asked }) => asked > 0)) failures.push('no approval was asked for');
  if (effect.labelledOrEscalated && !isLabelledOrEscalated(last)) {
    failures.push('the answer is neither marked nor escalated and does not say that it cannot');
  }
  return failures;
}

function notesFailures(wanted: TaskEffect['notes'], notes: readonly string[]): readonly string[] {
  const text = notes.join('\n');
  const { contains, lacks } = wanted ?? {};
  return [
    ...(contains === undefined || new RegExp(contains, 'i').test(text)
      ? []
      : [`no note contains ${contains}`]),
    ...(lacks === undefined || !new RegExp(lacks, 'i').test(text) ? [] : [`a note contains ${lacks}`]),
  ];
}

function timerFailures(
  wanted: TaskEffect['timers'],
  dueMs: readonly number[],
  { sentMs, durationMs }: TraceTurn,
): readonly string[] {
  const { seconds, count } = wanted ?? {};
  const waits = dueMs.map((due) => due - sentMs);
  const isDue = (wait: number): boolean =>
    seconds !== undefined &&
    wait >= seconds * 1000 - slackMs &&
    wait <= seconds * 1000 + durationMs + slackMs;
  const shown = waits.map((wait) => Math.round(wait / 1000)).join(', ') || 'none';
  return [
    ...(seconds === undefined || waits.some(isDue) ? [] : [`no reminder in ${seconds} s (${shown})`]),
    ...(count === undefined || count === waits.length ? [] : [`${waits.length} reminders, not ${count}`]),
  ];
}

function countFailures({ toolCalls, sends }: TaskEffect, turns: readonly TraceTurn[]): readonly string[] {
  const calls = turns.flatMap((turn) => turn.calls);
  const sent = calls.filter(({ risk, hasRun }) => risk === 'send' && hasRun);
  return [
    ...(toolCalls === undefined || toolCalls === calls.length
      ? []
      : [`${calls.length} tool calls, not ${toolCalls}`]),
    ...(sends === undefined || sends === sent.length ? [] : [`${sent.length} sends, not ${sends}`]),
  ];
}

/** Words with which an answer says that it cannot. */
const cannot =
  /\b(?:can(?:no|['’])t|can not|unable|not able|don['’]t (?:know|have)|do not (?:know|have)|none of the tools|no tool|not possible|beyond what)\b/i;

function isLabelledOrEscalated({ escalations, status, answer, notice, steps }: TraceTurn): boolean {
  const isMarked = steps.at(-1)?.verdicts.some((verdict) => verdict.startsWith('failed')) ?? false;
  return (
    escalations.length > 0 || status === 'failed' || isMarked || cannot.test(`${answer}\n${notice ?? ''}`)
  );
}
