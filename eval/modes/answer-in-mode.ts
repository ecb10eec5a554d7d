import { egressPreview, estimateTokens } from '@kinglet/policy';
import { type Calibration, callFeatures, certaintyOf, thresholdFor } from '@kinglet/router';
import type { Usage } from '@kinglet/spec';
import type { EvalAnswer, EvalEngine } from '../engines/eval-engine.ts';
import { outcomeOf, type RowOutcome } from '../report/row-outcome.ts';
import type { Category } from '../rows/category.ts';
import type { Row } from '../rows/row.ts';
import { requestOf } from '../run-rows.ts';
import { goldCalls } from './gold-calls.ts';
import { boundCalls, type Judged, judgeByAgent, judgeBySchema } from './judge-reply.ts';
import type { ModeSteps } from './mode.ts';

/** A row that was answered in a mode. Its calls are those that run; tokens and seconds are the device's. */
export interface ModeOutcome extends RowOutcome {
  /** No call fits the row. */
  readonly noneFits: boolean;
  /** Why the device ran nothing: a call was refused or not sure enough; else null. */
  readonly refused: string | null;
  /** What the larger model was asked and answered, in estimated tokens; null where it was not asked. */
  readonly cloud: Usage | null;
}

export interface ModeSetup {
  readonly engine: EvalEngine;
  readonly steps: ModeSteps;
  /** Of the adapter; null: how sure it is is not known, and nothing is escalated for that. */
  readonly calibration: Calibration | null;
  /** From 0 to 1: how often a call on the device may be wrong. */
  readonly mayBeWrong: number;
}

/** Answers a row by the steps of a mode, and scores what would run. */
export async function answerInMode(row: Row, category: Category, setup: ModeSetup): Promise<ModeOutcome> {
  const { steps } = setup;
  const { answer, judged } = await onDevice(row, setup);
  const refused = judged.refused ?? (steps.teacher ? doubt(answer, setup) : null);
  const asksTeacher = steps.teacher && refused !== null;
  const calls = asksTeacher ? goldCalls(row, category.rule) : refused === null ? judged.calls : [];
  return {
    // A reply that could not be read, or a prompt too long, is what was refused.
    ...outcomeOf(row, { ...answer, calls, failure: asksTeacher ? null : answer.failure }, category),
    noneFits: category.rule === 'no-call',
    refused,
    cloud: asksTeacher
      ? {
          promptTokens: estimateTokens(egressPreview(requestOf(row))),
          completionTokens: estimateTokens(JSON.stringify(calls)),
          reusedTokens: 0,
        }
      : null,
  };
}

interface Reply {
  readonly answer: EvalAnswer;
  readonly judged: Judged;
}

/** As the agent does (A42): a call that stands nowhere in the conversation is decoded once more, bound to what does. */
async function onDevice(row: Row, { engine, steps }: ModeSetup): Promise<Reply> {
  const request = requestOf(row);
  const first = await engine.answer({ ...request, free: !steps.grammar });
  if (!steps.checks) return { answer: first, judged: judgeBySchema(first, request) };
  const judged = judgeByAgent(first, request, { isRepair: false });
  const allowed = judged.isUngrounded ? boundCalls(first.rawCalls, request) : null;
  if (allowed === null) return { answer: first, judged };
  const second = await engine.answer({ ...request, allowed });
  return {
    answer: {
      ...second,
      // The second reads the same prompt out of the cache.
      promptTokens: first.promptTokens,
      completionTokens: first.completionTokens + second.completionTokens,
      seconds: first.seconds + second.seconds,
    },
    judged: judgeByAgent(second, request, { isRepair: true }),
  };
}

/** Null where the calls are sure enough, or there are none. */
function doubt({ callProbabilities }: EvalAnswer, { calibration, mayBeWrong }: ModeSetup): string | null {
  const features = callFeatures(callProbabilities);
  if (features === null || calibration === null) return null;
  return certaintyOf(features, calibration) < thresholdFor(mayBeWrong, calibration.curve) ? 'unsure' : null;
}
