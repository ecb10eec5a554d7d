import { type AgentEvent, toKingletError } from '@kinglet/spec';
import { choosePlace } from './choose-place.ts';
import { giveUp, leave, type RunEnd, type Stage, troubleOf } from './endings.ts';
import { newRun } from './new-run.ts';
import { otherWay, type Past } from './past.ts';
import type { RunState } from './run-state.ts';
import { type AgentDeps, defaultLimits, type RunInput, type RunLimits } from './run-types.ts';
import { settle } from './settle.ts';
import { runStep } from './step.ts';

/**
 * Runs one user message to its end: chooses a place, calls the model, checks the reply, calls tools, and goes round again
 * until a final text, a limit or a stop. All that happens comes as events, the last one `run-end`; it does not throw.
 * See SPEC.md for the numbered rules.
 *
 * `recorded`: the events of a run that was cut off, which goes on from there. What they tell is not done and not told again:
 * the caller keeps each event before it asks for the next one, and tells `run-resume` itself.
 */
export function runAgent(
  input: RunInput,
  deps: AgentDeps,
  {
    signal,
    limits = defaultLimits,
    recorded = [],
  }: { signal: AbortSignal; limits?: RunLimits; recorded?: readonly AgentEvent[] },
): AsyncGenerator<AgentEvent, void> {
  const run = newRun(input, deps, { signal, limits, recorded });
  return run.past.isOver ? play(run) : untold(play(run), run.past);
}

async function* play(run: RunState): AsyncGenerator<AgentEvent, void> {
  const { input } = run;
  yield { type: 'run-start', runId: input.runId };
  let end: RunEnd | null = null;
  try {
    for (const message of run.turn) yield { type: 'message', message };
    while (end === null) end = yield* takeStep(run);
  } catch (thrown) {
    end = stoppedEnd(run) ?? endOf(thrown);
  } finally {
    run.deadline.stop();
  }
  yield end;
}

/** The events that are not in the past. One that differs from it ends the run: nothing was done since. */
async function* untold(events: AsyncIterable<AgentEvent>, past: Past): AsyncGenerator<AgentEvent, void> {
  for await (const event of events) {
    if (past.isOver || event.type === 'run-end') yield event;
    else if (!past.take(event)) return yield endOf(otherWay());
  }
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

function stoppedEnd({ userSignal, deadline, limits }: RunState): RunEnd | null {
  if (userSignal.aborted) return { type: 'run-end', outcome: 'cancelled', notice: 'You stopped it.' };
  if (!deadline.signal.aborted) return null;
  const seconds = Math.round(limits.wallClockMs / 1000);
  const notice = `There was no complete answer within ${seconds} s. Ask for something smaller, or ask the larger model.`;
  const error = toKingletError(deadline.signal.reason, 'timeout').toShape();
  return { type: 'run-end', outcome: 'failed', notice, error };
}

function endOf(thrown: unknown): RunEnd {
  const error = toKingletError(thrown, 'engine-failed').toShape();
  return { type: 'run-end', outcome: 'failed', notice: error.message, error };
}
