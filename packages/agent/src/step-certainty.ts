import { calibrations, callFeatures, certaintyOf, isTooUnsure, thresholdFor } from '@kinglet/router';
import type { StepStats } from '@kinglet/spec';
import { spendingOf } from './egress/spending.ts';
import { routeFactsOf } from './route-facts.ts';
import type { Chosen, RunState } from './run-state.ts';

/**
 * [A50] The stats with how sure the calls of a specialist are: by its calibration, from the probabilities that the engine told.
 * Without either they stay as they are. What follows is decided here and kept, so that a run that is taken up goes the same way.
 */
export function withCertainty(run: RunState, { engine, specialist }: Chosen, stats: StepStats): StepStats {
  const known = run.deps.calibrations ?? calibrations;
  const id = specialist?.adapter.id ?? '';
  const calibration = Object.hasOwn(known, id) ? known[id] : undefined;
  const features = callFeatures(stats.callProbabilities ?? []);
  if (engine.info.place !== 'device' || calibration === undefined || features === null) return stats;
  const { mayBeWrong = null, remote } = run.deps;
  const probability = certaintyOf(features, calibration);
  const atLeast = mayBeWrong === null ? null : thresholdFor(mayBeWrong, calibration.curve);
  const facts = routeFactsOf(run);
  const mayAsk = () => remote !== null && spendingOf(run, remote).decision.kind === 'allow';
  const escalates = isTooUnsure({ probability, atLeast }, facts) && (facts.largerLocal || mayAsk());
  return { ...stats, certainty: { probability, atLeast, escalates } };
}

/** For people. */
export function unsureText({ certainty }: StepStats): string {
  if (certainty === undefined) return '';
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const { probability, atLeast } = certainty;
  return atLeast === 1
    ? `Its call is right with a probability of ${percent(probability)}; by what is known of this model, no call of its is sure enough for your settings.`
    : `Its call is right with a probability of ${percent(probability)}; your settings ask for ${percent(atLeast ?? 0)} at least.`;
}
