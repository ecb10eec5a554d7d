import type { ClientState } from '@kinglet/runtime/client';

/** Whether a larger model is set and may be asked. */
export function canAskLarger({ settings }: ClientState): boolean {
  return settings.remote !== null && !settings.neverLeave;
}
