import { KingletError } from '@kinglet/spec';
import type { ClientState, RunView } from './client-state.ts';

/** Id of the open conversation. @throws KingletError `invalid-input` where none is open. */
export function openId({ conversation }: ClientState): string {
  if (conversation) return conversation.head.id;
  throw new KingletError('invalid-input', 'No conversation is open. Open one first.');
}

/** A run of the open conversation. @throws KingletError `invalid-input` where it has no such run. */
export function runOf({ runs }: ClientState, runId: string): RunView {
  const run = runs.find(({ record }) => record.id === runId);
  if (run) return run;
  throw new KingletError(
    'invalid-input',
    `No run ${runId} is in the open conversation. Open its conversation.`,
  );
}
