import { type AgentEvent, toKingletError } from '@kinglet/spec';

/** What must be stored before the run goes on: that a call begins, and what a run that is cut off must not do twice. */
export function isOnRecord({ type }: AgentEvent): boolean {
  return ['tool-start', 'remote-call', 'approval-end', 'approval-use', 'run-resume'].includes(type);
}

/** The end of a run that never came to its agent, or whose agent broke. */
export function endOf(thrown: unknown, signal: AbortSignal): AgentEvent {
  if (signal.aborted) return { type: 'run-end', outcome: 'cancelled', notice: 'Stopped.' };
  const error = toKingletError(thrown, 'engine-failed');
  return { type: 'run-end', outcome: 'failed', notice: error.message, error: error.toShape() };
}
