import { KingletError } from '@kinglet/spec';

/** Names what a write can throw; all else stays as it is. */
export async function storageError(
  error: unknown,
  {
    what,
    neededBytes,
    freeBytes,
  }: { what: string; neededBytes: number; freeBytes: () => Promise<number | null> },
): Promise<unknown> {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'QuotaExceededError') return quotaError(what, neededBytes, await freeBytes());
  if (error.name !== 'InvalidStateError' && error.name !== 'NotFoundError') return error;
  return new KingletError(
    'storage-denied',
    `The browser deleted ${what.charAt(0).toLowerCase()}${what.slice(1)} while it was written. Start it again, and allow site data for this page.`,
    { cause: error },
  );
}

/** `what` begins the sentence, such as `The model`. */
export function quotaError(
  what: string,
  neededBytes: number,
  free: number | null,
  { spareBytes = 0 } = {},
): KingletError {
  const spare = spareBytes > 0 ? `, and ${megabytes(spareBytes)} MB to spare,` : '';
  const has = free === null ? 'less than that' : `${megabytes(free)} MB`;
  return new KingletError(
    'quota-exceeded',
    `${what} needs ${megabytes(neededBytes)} MB more${spare} and this browser has ${has} left for it. Free some space, or take a smaller model.`,
    { details: { neededBytes, freeBytes: free } },
  );
}

/** For people. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
