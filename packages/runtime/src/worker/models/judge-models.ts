import type { ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import type { ModelPace } from './model-pace.ts';
import type { ModelStatuses } from './model-statuses.ts';

type Verdict = Pick<ModelStatus, 'fit' | 'fitReason' | 'speed' | 'backend'>;

/** A rate that changed by less than this share is the same to people. */
const noticedShare = 0.1;

/**
 * Says again of each model how fast it is and what it runs on, where that is news. Gives those that run on something else
 * now, whose costs are others too.
 */
export function judgeModels(statuses: ModelStatuses, pace: ModelPace): readonly ModelRecord[] {
  const moved: ModelRecord[] = [];
  for (const { model, costs, ...status } of statuses.list) {
    const verdict = pace.verdict(model, costs, statuses.records);
    if (isNews(status, verdict)) statuses.set(model.id, verdict);
    if (status.backend !== verdict.backend) moved.push(model);
  }
  return moved;
}

/** Whether a verdict says something else than the one before: each call measures, and pages need not hear of each. */
export function isNews(before: Verdict, now: Verdict): boolean {
  if (before.fit !== now.fit || before.backend !== now.backend) return true;
  if (before.speed === null || now.speed === null) return before.speed !== now.speed;
  const [{ basis, ...rates }, next] = [before.speed, now.speed];
  return (
    basis !== next.basis ||
    differs(rates.prefillPerSecond, next.prefillPerSecond) ||
    differs(rates.decodePerSecond, next.decodePerSecond)
  );
}

function differs(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one !== other;
  return Math.abs(one - other) > one * noticedShare;
}
