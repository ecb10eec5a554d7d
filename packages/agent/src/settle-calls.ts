import { add, answersOf, complete, leave, type Stage, say, troubleOf } from './endings.ts';
import type { CheckedCall } from './judgement.ts';
import { isSingleTurn } from './prompt/step-request.ts';
import { bindRetry } from './retry-failed.ts';
import type { RunState } from './run-state.ts';
import { type CallOutcome, runTools } from './run-tools.ts';
import type { StepResult } from './step.ts';

/** Runs the calls of a reply that passed its checks, and says what follows from their results. */
export async function* settleCalls(run: RunState, result: StepResult, calls: readonly CheckedCall[]): Stage {
  const { step, reply, specialist } = result;
  const { limits, specialists } = run;
  run.repairs = 0;
  specialists.allowed = null;
  specialists.question = null;
  const isToGoOn = specialists.retry?.goesOn ?? reply.continues;
  specialists.retry = null;
  // What a specialist says beside its calls is for nobody.
  const content = specialist === null ? reply.text : '';
  if (content !== reply.text) yield { type: 'text-retract', step };
  const toolCalls = reply.calls.filter(({ id }) => calls.some(({ call }) => call.id === id));
  const turnLength = run.turn.length;
  yield* add(run, { role: 'assistant', content, toolCalls });
  const goesOn = specialist !== null && isToGoOn && specialists.steps < limits.maxSpecialistSteps;
  run.hasSelected = !goesOn;
  const outcomes = yield* runTools(run, result, calls);
  return yield* afterTools(run, result, { outcomes, goesOn, content, turnLength });
}

/** What came of a reply's calls. */
interface RanCalls {
  readonly outcomes: readonly CallOutcome[];
  readonly goesOn: boolean;
  /** The reply's own text, as far as it is shown. */
  readonly content: string;
  /** Messages of the turn before the reply. */
  readonly turnLength: number;
}

async function* afterTools(
  run: RunState,
  { step, engine, specialist }: StepResult,
  { outcomes, goesOn, content, turnLength }: RanCalls,
): Stage {
  if (run.isRemote) return null;
  const singleTurn = isSingleTurn(engine);
  const isFailure = ({ hasRun, failed }: CallOutcome) => hasRun && failed;
  if (singleTurn) run.specialists.results.push(...outcomes.filter((outcome) => !isFailure(outcome)));
  // A single-turn engine would only make the same call again.
  if (run.toolFailures >= (singleTurn ? 1 : 2)) {
    const failures = outcomes.filter(isFailure);
    if (specialist !== null && bindRetry(run, failures, { specialist, goesOn, turnLength })) return null;
    const words = failures.map((outcome) => outcome.content);
    const detail = singleTurn
      ? `A tool failed: ${words.join(' ')}`
      : `A tool failed twice: ${words.at(-1) ?? ''}`;
    return yield* leave(run, troubleOf(run, { step, trigger: 'tool-failed', detail }));
  }
  if (!singleTurn || goesOn) return null;
  return yield* finish(run, step, content);
}

/** No more calls. Results that answer are said word for word; where there are others, a chat goes on to tell those. */
export async function* finish(run: RunState, step: number, shown: string): Stage {
  run.hasSelected = true;
  const { results } = run.specialists;
  const open = results.filter(({ answers = false }) => !answers);
  const text = answersOf(run);
  if (text === '') return null;
  const start = shown === '' ? text : `\n\n${text}`;
  yield { type: 'text-delta', step, text: open.length === 0 ? start : `${start}\n\n` };
  if (open.length > 0) {
    run.specialists.said = text;
    run.lastResult = open.at(-1)?.content ?? null;
    return null;
  }
  yield* say(run, text);
  return complete;
}
