import { type AgentEvent, toKingletError } from '@kinglet/spec';
import { choosePlace } from './choose-place.ts';
import { giveUp, leave, type RunEnd, type Stage, troubleOf } from './endings.ts';
import { newRun } from './new-run.ts';
import type { RunState } from './run-state.ts';
import { type AgentDeps, defaultLimits, type RunInput, type RunLimits } from './run-types.ts';
import { settle } from './settle.ts';
import { runStep } from './step.ts';

/**
 * Runs one user message to its end: chooses a place, calls the model, checks the reply, calls tools, and goes round again
 * until a final text, a limit or a stop. All that happens comes as events, the last one `run-end`; it does not throw.
 * See SPEC.md for the numbered rules.
 */
export async function* runAgent(
  input: RunInput,
  deps: AgentDeps,
  { signal, limits = defaultLimits }: { signal: AbortSignal; limits?: RunLimits },
): AsyncGenerator<AgentEvent, void> {
  const run = newRun(input, deps, { signal, limits });
  yield { type: 'run-start', runId: input.runId };
  let end: RunEnd | null = null;
  try {
    for (const message of run.turn) yield { type: 'message', message };
    while (end === null) end = yield* takeStep(run);
  } catch (thrown) {
    end = endOf(run, thrown);
  } finally {
    run.deadline.stop();
  }
  yield end;
}

async function* takeStep(run: RunState): Stage {
  run.signal.throwIfAborted();
  const { maxSteps, maxRunTokens } = run.limits;
  if (run.trouble === null && (run.placeSteps >= maxSteps || run.placeTokens >= maxRunTokens)) {
    const bound = run.placeSteps >= maxSteps ? `${maxSteps} steps` : `${maxRunTokens} tokens`;
    return yield* leave(run, troubleOf(run, { detail: `There was no answer within ${bound}.` }));
  }
  const choice = yield* choosePlace(run);
  if (choice.kind === 'none') return yield* giveUp(run, choice.trouble, choice.reason);
  const result = yield* runStep(run, choice.chosen);
  return yield* settle(run, result);
}

function endOf(run: RunState, thrown: unknown): RunEnd {
  if (run.userSignal.aborted) return { type: 'run-end', outcome: 'cancelled', notice: 'You stopped it.' };
  const error = toKingletError(thrown, 'engine-failed').toShape();
  const seconds = Math.round(run.limits.wallClockMs / 1000);
  const notice = run.deadline.signal.aborted
    ? `There was no complete answer within ${seconds} s. Ask for something smaller, or ask the larger model.`
    : error.message;
  return { type: 'run-end', outcome: 'failed', notice, error };
}
