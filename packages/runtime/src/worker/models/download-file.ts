import { type ErrorCode, KingletError, type ModelFile } from '@kinglet/spec';
import type { Fetch } from '../approved-fetch.ts';
import { fetchFrom } from './fetch-from.ts';
import { hashFile } from './hash-file.ts';
import type { ModelDirectory, OpenFile } from './model-directory.ts';
import { quotaError, storageError } from './storage-error.ts';
import { commit, partName } from './stored-files.ts';

export interface DownloadOptions {
  readonly directory: ModelDirectory;
  readonly fetch: Fetch;
  /** Free space for this origin, in bytes; null where the browser does not tell. */
  freeBytes(): Promise<number | null>;
  /** After each chunk: bytes of the file that are there. */
  onProgress(receivedBytes: number): void;
  /** All bytes are there and are read back. */
  onVerify(): void;
  /** A source that sends nothing for this long is given up. Default 30 s. */
  readonly idleMs?: number;
  readonly signal: AbortSignal;
}

/**
 * Brings one file in: goes on where an earlier attempt stopped, takes the sources in order, checks the hash while the
 * bytes come and again read back from the store, and commits last. What an aborted download has got stays for later.
 *
 * @throws KingletError `hash-mismatch`, `model-source`, `quota-exceeded`, `storage-denied`; `signal.reason` on abort.
 */
export async function downloadFile(
  file: ModelFile,
  sources: readonly string[],
  options: DownloadOptions,
): Promise<void> {
  const { directory, signal } = options;
  const part = await openPart(directory, file);
  try {
    if (part.getSize() > file.sizeBytes) part.truncate(0);
    await checkQuota(file.sizeBytes - part.getSize(), options);
    await receive(file, sources, part, options);
    options.onVerify();
    await readBack(file, part, signal);
  } catch (error) {
    throw await storageError(error, {
      what,
      neededBytes: file.sizeBytes - part.getSize(),
      freeBytes: options.freeBytes,
    });
  } finally {
    part.close();
  }
  await commit(directory, file);
}

const what = 'The download';

/** Of the file's size: what a broken connection must have brought for its source to be asked for the rest at once. */
const resumeShare = 0.05;

/** Tries each source until one has completed the file with the right hash. */
async function receive(
  file: ModelFile,
  sources: readonly string[],
  part: OpenFile,
  { fetch, onProgress, idleMs = 30_000, signal }: DownloadOptions,
): Promise<void> {
  const failures: KingletError[] = [];
  let hasher = await hashFile(part, { signal });
  for (const source of sources) {
    for (;;) {
      const startedAt = part.getSize();
      const failure = await fetchFrom(source, file, { part, hasher, fetch, onProgress, idleMs, signal });
      signal.throwIfAborted();
      if (failure) {
        failures.push(failure);
        hasher = await hashFile(part, { signal });
        // A line that broke on the way is taken up again; each time must bring a share, so this ends.
        if (part.getSize() - startedAt >= file.sizeBytes * resumeShare) continue;
        break;
      }
      const sha256 = hasher.digest();
      if (sha256 === file.sha256) return;
      failures.push(mismatch(file, source, sha256));
      part.truncate(0);
      hasher = await hashFile(part, { signal });
      // The wrong bytes may have been there before: this source deserves a start of its own.
      if (startedAt === 0) break;
    }
  }
  throw noSource(file, failures);
}

async function openPart(directory: ModelDirectory, file: ModelFile): Promise<OpenFile> {
  try {
    return await directory.open(partName(file));
  } catch (cause) {
    throw new KingletError(
      'storage-denied',
      `${file.name} could not be opened for writing; another tab may be writing it. Close that tab and try again.`,
      { cause },
    );
  }
}

async function readBack(file: ModelFile, part: OpenFile, signal: AbortSignal): Promise<void> {
  part.flush();
  const hasher = await hashFile(part, { signal });
  const sha256 = hasher.digest();
  if (sha256 === file.sha256) return;
  part.truncate(0);
  throw new KingletError(
    'hash-mismatch',
    `${file.name} came in right but reads back wrong: this device's storage changed it. Free some space and try again.`,
    { details: { expected: file.sha256, actual: sha256 } },
  );
}

async function checkQuota(neededBytes: number, { freeBytes }: DownloadOptions): Promise<void> {
  const free = await freeBytes();
  if (free !== null && neededBytes > free) throw quotaError(what, neededBytes, free);
}

function mismatch(file: ModelFile, source: string, sha256: string): KingletError {
  return new KingletError(
    'hash-mismatch',
    `${new URL(source).host} served other bytes as ${file.name}: their SHA-256 begins with ${sha256.slice(0, 8)}, ${file.sha256.slice(0, 8)} is right. They were thrown away.`,
    { details: { expected: file.sha256, actual: sha256 } },
  );
}

/** The error of all sources together: a wrong hash anywhere is what the user must hear of first. */
function noSource(file: ModelFile, failures: readonly KingletError[]): KingletError {
  const code: ErrorCode = failures.some((failure) => failure.code === 'hash-mismatch')
    ? 'hash-mismatch'
    : 'model-source';
  const reasons = failures.map((failure) => failure.message).join(' ') || 'It has no sources.';
  return new KingletError(
    code,
    `${file.name} could not be had from any source. ${reasons} Check the connection and try again, or set a mirror in the settings.`,
    { details: { sources: failures.length }, cause: failures.at(-1) },
  );
}
