import type { ErrorShape } from '@kinglet/spec';
import { bindCall } from './bind-call.ts';
import { askAfterAll, doubtQuestion } from './doubt-question.ts';
import { doubtTalk } from './doubt-talk.ts';
import { add, complete, fallBack, leave, type Stage, say, troubleOf } from './endings.ts';
import { endRetry } from './retry-failed.ts';
import type { RunState } from './run-state.ts';
import { finish, settleCalls } from './settle-calls.ts';
import { bindRepair, handOn } from './settle-specialist.ts';
import type { StepResult } from './step.ts';
import { unsureText } from './step-certainty.ts';

/** Draws the consequence of a finished step. */
export async function* settle(run: RunState, result: StepResult): Stage {
  const { step, reply, judgement, error, specialist } = result;
  const shown = reply.text;
  if (takesStepAgain(run, result)) {
    if (shown !== '') yield { type: 'text-retract', step };
    return null;
  }
  run.toolChoice = 'auto';
  run.bound = null;
  if (error !== null) {
    // A question that was cut asks for nothing.
    const partial = specialist === null ? shown : '';
    const trouble = { trigger: 'engine-error', detail: detailOf(error), partial, error } as const;
    return yield* leave(run, troubleOf(run, { step, shown, ...trouble }));
  }
  if (judgement === null) {
    if (shown.trim() !== '' || run.specialists.said !== '') yield* say(run, shown);
    throw run.signal.reason;
  }
  if (specialist !== null && run.specialists.retry !== null && judgement.kind !== 'calls')
    return yield* endRetry(run, step, shown);
  if (specialist !== null && run.specialists.question !== null && judgement.kind !== 'calls')
    return yield* askAfterAll(run, step, shown);
  switch (judgement.kind) {
    case 'answer':
    case 'ask':
      if (judgement.kind === 'ask' && doubtQuestion(run, result, judgement.text)) {
        yield { type: 'text-retract', step };
        return null;
      }
      yield* say(run, judgement.text, { asks: judgement.kind === 'ask' });
      return complete;
    case 'fall-back':
      return yield* fallBack(run, step, shown);
    case 'calls':
      if (reply.stats.certainty?.escalates) {
        const trouble = { trigger: 'unsure', detail: unsureText(reply.stats) } as const;
        return yield* leave(run, troubleOf(run, { step, shown, ...trouble }));
      }
      return yield* settleCalls(run, result, judgement.calls);
    case 'trouble':
      return yield* leave(run, troubleOf(run, { step, shown, ...judgement }));
  }
  if (shown !== '') yield { type: 'text-retract', step };
  switch (judgement.kind) {
    case 'no-call':
      if (specialist !== null && doubtTalk(run, specialist)) return null;
      run.hasSelected = true;
      return null;
    case 'finish':
      return yield* finish(run, step, '');
    case 'hand-on':
      return yield* handOn(run, result);
    case 'repair':
      run.repairs += 1;
      run.toolChoice = judgement.toolChoice;
      if (specialist !== null && bindRepair(run, specialist, reply.calls)) return null;
      if (bindCall(run, result, judgement)) return null;
      for (const message of judgement.messages) yield* add(run, message);
      return null;
  }
}

/** The engine on the device was lost: the step is taken once more on one that is loaded anew. */
function takesStepAgain(run: RunState, { error, engine }: StepResult): boolean {
  if (error?.code !== 'engine-lost' || engine.place !== 'device') return false;
  if (run.deps.reloadLocal === undefined || run.losses >= run.limits.maxReloads) return false;
  run.losses += 1;
  run.loss = error;
  return true;
}

function detailOf({ code, message, details }: ErrorShape): string {
  if (code !== 'context-overflow') return message;
  const { promptTokens = 'too many', contextTokens = 'fewer' } = details;
  return `With the instructions your message takes ${promptTokens} tokens, and the model holds ${contextTokens}. Shorten it, or send it in parts.`;
}
