import { canResume } from '@kinglet/agent';
import type { RunRecord } from '../../shared/index.ts';

/** A message older than this was given up by who wrote it: its answer is not to begin by itself. */
const maxAgeMs = 30 * 60_000;

/** Whether a run that was cut off goes on by itself once its conversation is opened. */
export function mayTakeUp(run: RunRecord, nowMs: number): boolean {
  return run.wishes !== undefined && nowMs - run.createdMs < maxAgeMs && canResume(run);
}
