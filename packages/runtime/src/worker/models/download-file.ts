import { type ErrorCode, KingletError, type ModelFile } from '@kinglet/spec';
import type { Fetch } from '../approved-fetch.ts';
import { checkChunks, wrongChunk } from './chunk-check.ts';
import { fetchFrom } from './fetch-from.ts';
import type { ModelDirectory } from './model-directory.ts';
import { PartFile } from './part-file.ts';
import type { ByteRange } from './spans.ts';
import { quotaError, storageError } from './storage-error.ts';
import { commit, partName, removePart } from './stored-files.ts';

export interface DownloadOptions {
  readonly directory: ModelDirectory;
  readonly fetch: Fetch;
  /** Free space for this origin, in bytes; null where the browser does not tell. */
  freeBytes(): Promise<number | null>;
  /** What else will be needed once this file is here, in bytes: room is asked for all of it at once. Default 0. */
  readonly laterBytes?: number;
  /** After each chunk: bytes of the file that are there. */
  onProgress(receivedBytes: number): void;
  /** All bytes are there and are read back. */
  onVerify(): void;
  /** A request that brings nothing for this long is given up. Default 30 s. */
  readonly idleMs?: number;
  /** What one request asks for, where the file's record names no chunks. Default 8 MiB. */
  readonly chunkBytes?: number;
  /** What a kill may cost. Default 1 MiB. */
  readonly recordBytes?: number;
  readonly signal: AbortSignal;
}

/**
 * Brings one file in: goes on with what is missing after an earlier attempt, takes the sources in order and of each
 * several ranges at a time, checks each chunk of known hash as it comes and the whole as it reads back from the store,
 * and commits last. What an aborted download has got stays for later.
 *
 * @throws KingletError `hash-mismatch`, `model-source`, `quota-exceeded`, `storage-denied`; `signal.reason` on abort.
 */
export async function downloadFile(
  file: ModelFile,
  sources: readonly string[],
  options: DownloadOptions,
): Promise<void> {
  await download(file, sources, options, { isFirst: false });
}

/**
 * Brings in a file whose hash nobody published: `file.sha256` is no more than a name for its part. Takes what one source
 * serves whole in one edition, as no hash could tell a mixture, stores it under its own hash, and gives that. Throws as
 * `downloadFile` does.
 */
export async function downloadFirst(
  file: ModelFile,
  sources: readonly string[],
  options: DownloadOptions,
): Promise<string> {
  return download(file, sources, options, { isFirst: true });
}

async function download(
  file: ModelFile,
  sources: readonly string[],
  options: DownloadOptions,
  { isFirst }: { isFirst: boolean },
): Promise<string> {
  const { directory, freeBytes, recordBytes = 1024 * 1024 } = options;
  let neededBytes = file.sizeBytes;
  let sha256 = file.sha256;
  try {
    const part = await PartFile.open(directory, file, { recordBytes });
    try {
      await checkQuota(file.sizeBytes - part.receivedBytes, options);
      sha256 = await receive(file, sources, part, { ...options, isFirst });
    } finally {
      neededBytes = file.sizeBytes - part.receivedBytes;
      part.close();
    }
    await commit(directory, { sha256, sizeBytes: file.sizeBytes }, { from: partName(file) });
    if (isFirst) await removePart(directory, file);
    return sha256;
  } catch (error) {
    throw await storageError(error, { what, neededBytes, freeBytes });
  }
}

const what = 'The download';

/** Requests to one source at a time. */
const lanes = 4;

/** Of the file's size: what an attempt must have brought for its source to be asked for the rest at once. */
const resumeShare = 0.05;

/** Tries each source until one has completed the file with the right hash, or with any where it is the first. Gives it. */
async function receive(
  file: ModelFile,
  sources: readonly string[],
  part: PartFile,
  {
    fetch,
    onProgress,
    onVerify,
    isFirst,
    idleMs = 30_000,
    chunkBytes = 8 * 1024 * 1024,
    signal,
  }: DownloadOptions & { isFirst: boolean },
): Promise<string> {
  const failures = new Map<string, KingletError>();
  /** One of a kind for each source: of a hundred wrong chunks people need no hundred sentences. */
  const note = (source: string, error: KingletError) => {
    const key = `${error.code} ${source}`;
    if (!failures.has(key)) failures.set(key, error);
  };
  const request = {
    ...{ part, fetch, onProgress, idleMs, lanes, signal },
    chunkBytes: file.chunks?.sizeBytes ?? chunkBytes,
  };
  await checkChunks(file, part, { range: whole(file), signal });
  for (const source of sources) {
    if (isFirst) part.dropUnproven((version) => !isOneEdition(version, source));
    let most = part.receivedBytes;
    let isAllItsOwn = most === 0;
    for (;;) {
      for (const failure of await fetchFrom(source, file, request)) note(source, failure);
      // Those of a stream that broke were not checked on the way.
      const wrong = await checkChunks(file, part, { range: whole(file), signal });
      for (const chunk of wrong) note(source, wrongChunk(file, new URL(source).host, chunk));
      const isWhole = part.missing().length === 0;
      if (isWhole) {
        onVerify();
        const sha256 = await part.hash(whole(file), signal);
        if (isFirst || sha256 === file.sha256) return sha256;
        await dropWrong(file, part, { sha256, signal });
        note(source, mismatch(file, source, sha256));
      }
      // The wrong bytes may have been there before: this source deserves a start of its own. A line that broke on the way
      // is taken up again; each time must bring a share, so this ends.
      const goesOn = isWhole ? !isAllItsOwn : part.receivedBytes - most >= file.sizeBytes * resumeShare;
      if (!goesOn) break;
      isAllItsOwn ||= isWhole;
      most = part.receivedBytes;
    }
  }
  throw noSource(file, [...failures.values()]);
}

/** Whether what came with this version can go on from this source: an answer without ETag and date may be of any edition. */
function isOneEdition(version: string, source: string): boolean {
  return version.startsWith(`${source} `) && version.length > source.length + 1;
}

function whole({ sizeBytes }: ModelFile): ByteRange {
  return { start: 0, end: sizeBytes };
}

/** Of a file with the wrong hash: the wrong chunks where they are known, else all of it. */
async function dropWrong(
  file: ModelFile,
  part: PartFile,
  { sha256, signal }: { sha256: string; signal: AbortSignal },
): Promise<void> {
  const wrong = await checkChunks(file, part, { range: whole(file), again: true, signal });
  if (wrong.length === 0) return part.drop(whole(file));
  throw new KingletError(
    'hash-mismatch',
    `${file.name} came in right but reads back wrong: this device's storage changed it. Free some space and try again.`,
    { details: { expected: file.sha256, actual: sha256 } },
  );
}

/** A store that is filled to the brim is evicted first, and its own records need room too. */
export const spareShare = 0.2;

async function checkQuota(fileBytes: number, { freeBytes, laterBytes = 0 }: DownloadOptions): Promise<void> {
  const free = await freeBytes();
  const neededBytes = fileBytes + laterBytes;
  const spareBytes = Math.ceil(neededBytes * spareShare);
  if (free !== null && neededBytes + spareBytes > free)
    throw quotaError(what, neededBytes, free, { spareBytes });
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
