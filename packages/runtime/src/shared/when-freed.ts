/** The part of `navigator.locks` that is used: page and worker have types of their own for it. */
interface Locks {
  request(name: string, options: { signal: AbortSignal }, granted: () => void): Promise<unknown>;
}

/** Calls back when nobody holds the lock any more: who held it is dead. Never where there are no locks. */
export function whenFreed(
  locks: Locks | undefined,
  name: string,
  { signal, freed }: { signal: AbortSignal; freed: () => void },
): void {
  locks?.request(name, { signal }, freed).catch(() => {});
}
