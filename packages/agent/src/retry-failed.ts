import type { ArgumentSpans, Tool, ToolCall } from '@kinglet/spec';
import { leave, type Stage, troubleOf } from './endings.ts';
import { allowedCalls } from './prompt/step-request.ts';
import { hasSpecialistStepLeft, type RunState, type Specialist } from './run-state.ts';
import { type CallOutcome, unknownEffect } from './run-tools.ts';

/** A specialist's step whose calls ran. */
interface FailedStep {
  readonly specialist: Specialist;
  /** The reply said that it goes on from its results. */
  readonly goesOn: boolean;
  /** Messages of the turn before the step. */
  readonly turnLength: number;
}

/**
 * Binds one more step to the failed tool and to what its `spans` find in the user's message (A31). Returns false where that
 * is not to be: a second time in a run, several failures, a failure that may have had an effect, or no other words to try.
 */
export function bindRetry(
  run: RunState,
  failures: readonly CallOutcome[],
  { specialist, goesOn, turnLength }: FailedStep,
): boolean {
  const { specialists, deps } = run;
  const [failure] = failures;
  if (failure === undefined || failures.length > 1 || specialists.hasRetried) return false;
  if (!hasSpecialistStepLeft(run)) return false;
  const { name } = failure.call;
  const tool = deps.tools.find(({ definition }) => definition.name === name);
  if (tool === undefined || !specialist.tools.includes(tool.definition)) return false;
  if (mayHaveHadEffect(tool, failure)) return false;
  const spans = tool.spans === undefined ? undefined : allowedCalls(run, [tool])[name];
  const others = spans === undefined ? null : otherWords(spans, failure.call);
  if (others === null) return false;
  specialists.hasRetried = true;
  specialists.allowed = { [name]: others };
  specialists.retry = { detail: `A tool failed: ${failure.content}`, goesOn, turnLength };
  run.toolFailures = 0;
  run.hasSelected = false;
  return true;
}

/** A second attempt that made no call: the first one's failure stands, in the tool's own words. */
export async function* endRetry(run: RunState, step: number, shown: string): Stage {
  const detail = run.specialists.retry?.detail ?? '';
  run.specialists.retry = null;
  run.specialists.allowed = null;
  if (shown !== '') yield { type: 'text-retract', step };
  return yield* leave(run, troubleOf(run, { step, trigger: 'tool-failed', detail }));
}

/**
 * What left the device has left it, also where no answer came; another origin's tool may do anything before it fails; and
 * a tool that was stopped at its time limit may still finish a change.
 */
function mayHaveHadEffect({ definition }: Tool, { durationMs, content }: CallOutcome): boolean {
  const { risk, origin, timeoutMs } = definition;
  if (risk === 'send' || content === unknownEffect) return true;
  return risk !== 'read' && (origin !== 'built-in' || durationMs >= timeoutMs);
}

/** The values that the message has, where one of them is not what the failed call had; else null. */
function otherWords(spans: ArgumentSpans, { arguments: failed }: ToolCall): ArgumentSpans | null {
  const others = Object.entries(spans).map(([argument, texts]) => {
    const isNew = texts.filter((text) => text !== failed[argument]);
    return { argument, texts, isNew };
  });
  if (others.every(({ isNew }) => isNew.length === 0) || others.some(({ texts }) => texts.length === 0))
    return null;
  // Of several arguments one may have been right.
  return Object.fromEntries(
    others.map(({ argument, texts, isNew }) => [argument, others.length === 1 ? isNew : texts]),
  );
}
