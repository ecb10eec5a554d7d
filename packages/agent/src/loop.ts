import {
  type AgentEvent,
  type ErrorShape,
  type Message,
  type ToolOutcome,
  toKingletError,
} from '@kinglet/spec';
import { choosePlace } from './choose-place.ts';
import { newRun } from './new-run.ts';
import { isSingleTurn } from './prompt/step-request.ts';
import type { RunState, Trouble } from './run-state.ts';
import { runTools } from './run-tools.ts';
import { type AgentDeps, defaultLimits, type RunInput, type RunLimits } from './run-types.ts';
import { runStep, type StepResult } from './step.ts';

type RunEnd = Extract<AgentEvent, { type: 'run-end' }>;
/** Events, then the run's end or null where it goes on. */
type Stage = AsyncGenerator<AgentEvent, RunEnd | null>;

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

/** Draws the consequence of a finished step. */
async function* settle(run: RunState, result: StepResult): Stage {
  const { step, reply, judgement, error } = result;
  const shown = reply.text;
  run.toolChoice = 'auto';
  if (error !== null) {
    const trouble = { trigger: 'engine-error', detail: detailOf(error), partial: shown, error } as const;
    return yield* leave(run, troubleOf(run, { step, shown, ...trouble }));
  }
  if (judgement === null) {
    if (shown.trim() !== '') yield* say(run, shown);
    throw run.signal.reason;
  }
  switch (judgement.kind) {
    case 'answer':
      yield* say(run, judgement.text);
      return complete;
    case 'no-call':
      if (shown !== '') yield { type: 'text-retract', step };
      run.hasSelected = true;
      return null;
    case 'fall-back':
      return yield* fallBack(run, step, shown);
    case 'repair':
      if (shown !== '') yield { type: 'text-retract', step };
      run.repairs += 1;
      run.toolChoice = judgement.toolChoice;
      for (const message of judgement.messages) yield* add(run, message);
      return null;
    case 'calls':
      run.repairs = 0;
      yield* add(run, { role: 'assistant', content: shown, toolCalls: reply.calls });
      run.hasSelected = true;
      return yield* afterTools(run, result, yield* runTools(run, step, judgement.calls));
    case 'trouble':
      return yield* leave(run, troubleOf(run, { step, shown, ...judgement }));
  }
}

async function* afterTools(
  run: RunState,
  { step, reply, engine }: StepResult,
  outcomes: readonly ToolOutcome[],
): Stage {
  if (run.isRemote) return null;
  const singleTurn = isSingleTurn(engine);
  // A single-turn engine would only make the same call again.
  if (run.toolFailures >= (singleTurn ? 1 : 2)) {
    const times = singleTurn ? '' : ' twice';
    const detail = `A tool failed${times}: ${outcomes.findLast(({ failed }) => failed)?.content ?? ''}`;
    return yield* leave(run, troubleOf(run, { trigger: 'tool-failed', detail }));
  }
  if (!singleTurn || !outcomes.every(({ answers = false }) => answers)) return null;
  const text = outcomes.map(({ content }) => content).join('\n');
  yield { type: 'text-delta', step, text: reply.text === '' ? text : `\n\n${text}` };
  yield* say(run, text);
  return complete;
}

/** Off to the larger model; from there, to the end. */
async function* leave(run: RunState, trouble: Trouble): Stage {
  if (run.isRemote) return yield* giveUp(run, trouble, '');
  run.trigger = trouble.trigger;
  run.trouble = trouble;
  return null;
}

/** Nobody can go on: keeps what is worth keeping and says what happened and what to do. */
async function* giveUp(run: RunState, trouble: Trouble, reason: string): Stage {
  const { step, shown, partial, error, detail, advice } = trouble;
  if (trouble.mayFallBack && run.lastResult !== null) return yield* fallBack(run, step, shown);
  if (partial !== shown) {
    yield { type: 'text-retract', step };
    if (partial !== '') yield { type: 'text-delta', step, text: partial };
  }
  if (partial !== '') yield* say(run, partial);
  const kept = partial === '' ? '' : 'What came so far is kept.';
  const notice = [detail, kept, advice, detail === reason ? '' : reason];
  return {
    type: 'run-end',
    outcome: 'failed',
    notice: notice.filter((part) => part !== '').join(' '),
    ...(error === null ? {} : { error }),
  };
}

/** The last tool's own result is the answer: honest, where the model's words about it are not. */
async function* fallBack(run: RunState, step: number, shown: string): Stage {
  const text = run.lastResult ?? '';
  if (shown !== '') yield { type: 'text-retract', step };
  yield { type: 'text-delta', step, text };
  yield* say(run, text);
  return complete;
}

async function* say(run: RunState, content: string): AsyncGenerator<AgentEvent, void> {
  yield* add(run, { role: 'assistant', content });
}

async function* add(run: RunState, message: Message): AsyncGenerator<AgentEvent, void> {
  run.turn.push(message);
  yield { type: 'message', message };
}

function troubleOf(run: RunState, facts: Partial<Trouble> & Pick<Trouble, 'detail'>): Trouble {
  return {
    trigger: 'no-answer',
    step: run.step,
    shown: '',
    partial: '',
    error: null,
    mayFallBack: false,
    advice: '',
    ...facts,
  };
}

function detailOf({ code, message, details }: ErrorShape): string {
  if (code !== 'context-overflow') return message;
  const { promptTokens = 'too many', contextTokens = 'fewer' } = details;
  return `With the instructions your message takes ${promptTokens} tokens, and the model holds ${contextTokens}. Shorten it, or send it in parts.`;
}

const complete: RunEnd = { type: 'run-end', outcome: 'complete' };

function endOf(run: RunState, thrown: unknown): RunEnd {
  if (run.userSignal.aborted) return { type: 'run-end', outcome: 'cancelled', notice: 'You stopped it.' };
  const error = toKingletError(thrown, 'engine-failed').toShape();
  const seconds = Math.round(run.limits.wallClockMs / 1000);
  const notice = run.deadline.signal.aborted
    ? `There was no complete answer within ${seconds} s. Ask for something smaller, or ask the larger model.`
    : error.message;
  return { type: 'run-end', outcome: 'failed', notice, error };
}
