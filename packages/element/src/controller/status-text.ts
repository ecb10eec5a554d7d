import type { ClientState, RunView } from '@kinglet/runtime/client';
import { strings } from '../strings.ts';
import { currentModel } from './current-model.ts';

const words = strings.status;

/**
 * What the one polite status line says after a change; null where there is nothing to say. It tells what started,
 * finished or needs the user, and never follows single tokens or bytes.
 */
export function statusText(before: ClientState, after: ClientState): string | null {
  if (after.phase !== before.phase && after.phase === 'lost') return words.lost;
  if (after.approvals.length > before.approvals.length) return words.approval;
  return runText(before, after) ?? modelText(before, after) ?? reminderText(before, after);
}

function runText(before: ClientState, after: ClientState): string | null {
  const run = after.runs.at(-1);
  if (!run) return null;
  const earlier = before.runs.find(({ record }) => record.id === run.record.id);
  if (earlier?.status === run.status) return null;
  if (run.status === 'running') return words.working;
  return earlier ? endText(run) : null;
}

function endText(run: RunView): string {
  if (run.status === 'complete') return words.finished;
  if (run.status === 'cancelled') return words.stopped;
  return words.failed(run.notice ?? '');
}

function modelText(before: ClientState, after: ClientState): string | null {
  const model = currentModel(after);
  const earlier = before.models.find((status) => status.model.id === model?.model.id);
  if (!model || !earlier || earlier.phase === model.phase) return null;
  if (model.phase === 'downloading') return words.downloading;
  if (model.phase === 'preparing') return words.preparing;
  if (model.phase === 'paused') return words.paused;
  if (model.phase === 'ready') return words.ready;
  if (model.phase === 'failed') return words.modelFailed(model.error?.message ?? '');
  return null;
}

function reminderText(before: ClientState, after: ClientState): string | null {
  const known = new Set(before.reminders.map(({ id }) => id));
  const due = after.reminders.find(({ id }) => !known.has(id));
  return due ? words.reminder(due.text) : null;
}
