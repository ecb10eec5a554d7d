/** Whether the worker was served by our service worker, which lets it connect to no more than was approved when it started. */
const isNarrow = (globalThis.navigator?.serviceWorker?.controller ?? null) !== null;

/**
 * True where addresses that are being approved are out of the worker's reach until it starts anew: its policy is fixed when it
 * starts, and one of them is of another origin than those before. A restart forgets a key, and what runs goes on after it.
 */
export function needsRestart(
  { before, after }: { before: readonly string[]; after: readonly string[] },
  { narrow = isNarrow }: { narrow?: boolean } = {},
): boolean {
  const known = new Set(before.map(originOf));
  return narrow && after.some((address) => !known.has(originOf(address)));
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : '';
}
