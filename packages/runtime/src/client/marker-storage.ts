/** The part of a `Storage` that markers need. Synchronous on purpose: a tab that dies writes nothing later. */
export type MarkerStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The page's own storage; null where it is blocked. */
export function pageStorage(): MarkerStorage | null {
  return attempt(() => localStorage) ?? null;
}

/** This tab's own storage; null where it is blocked. */
export function tabStorage(): MarkerStorage | null {
  return attempt(() => sessionStorage) ?? null;
}

/** Storage may throw wherever it is touched; a marker is a help, not a need. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
