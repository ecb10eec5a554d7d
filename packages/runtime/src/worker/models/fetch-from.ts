import { KingletError, type ModelFile } from '@kinglet/spec';
import type { Fetch } from '../approved-fetch.ts';
import { checkChunks, wrongChunk } from './chunk-check.ts';
import { idleWatch } from './idle-watch.ts';
import type { PartFile } from './part-file.ts';
import { askSource, ofSource, type SourceAnswer, sourceError } from './source-answer.ts';
import type { ByteRange } from './spans.ts';

export interface FetchFromOptions {
  readonly part: PartFile;
  readonly fetch: Fetch;
  onProgress(receivedBytes: number): void;
  /** A request that brings nothing for this long is given up. */
  readonly idleMs: number;
  /** One request asks for this much at most. */
  readonly chunkBytes: number;
  /** So many requests at a time. */
  readonly lanes: number;
  readonly signal: AbortSignal;
}

/**
 * Fetches what is missing of the file from one source, several ranges at a time; in one stream where the source knows no
 * ranges. Gives what went wrong: what is still missing then is the next attempt's. What was delivered stays in the part,
 * but for chunks of a known hash that are wrong, and for bytes of an older edition of this source.
 *
 * Rejects with what the store throws, and with `signal.reason`.
 */
export async function fetchFrom(
  url: string,
  file: ModelFile,
  options: FetchFromOptions,
): Promise<readonly KingletError[]> {
  const { part, chunkBytes, lanes, signal } = options;
  const failures: KingletError[] = [];
  const [first] = part.missing(undefined, chunkBytes);
  if (!first) return failures;
  const end = new AbortController();
  const request = { ...options, signal: AbortSignal.any([signal, end.signal]) };
  let version = '';
  const queue: ByteRange[] = [];
  const running: Promise<void>[] = [];

  /** The first answer tells whether the source knows ranges, and which edition it has now. */
  const begin: Check = (answer) => {
    version = answer.version;
    part.dropUnproven((other) => other.startsWith(`${url} `) && other !== version);
    if (!isSame(answer, first)) return;
    const around = [
      { start: 0, end: first.start },
      { start: first.end, end: file.sizeBytes },
    ];
    queue.push(...around.flatMap((range) => part.missing(range, chunkBytes)));
    for (let lane = 1; lane < Math.min(lanes, queue.length + 1); lane += 1) running.push(run());
  };
  const goOn: Check = (answer, asked) => {
    if (!isSame(answer, asked)) throw sourceError(url, 'sent the whole file where a part was asked for');
    if (answer.version !== version) throw sourceError(url, 'changed its file while it was fetched');
  };

  /** One range after the other, until none is left or one breaks. */
  async function run(opening?: ByteRange): Promise<void> {
    try {
      for (let piece = opening ?? queue.shift(); piece; piece = queue.shift()) {
        const taken = await fetchPiece(url, piece, {
          ...request,
          file,
          check: piece === first ? begin : goOn,
        });
        const wrong = await checkChunks(file, part, { range: taken, signal: request.signal });
        failures.push(...wrong.map((chunk) => wrongChunk(file, new URL(url).host, chunk)));
      }
    } catch (error) {
      if (error instanceof KingletError) failures.push(error);
      // The store, or the user: no other lane shall go on either.
      else end.abort(error);
    }
  }

  running.push(run(first));
  // Takes in those that join meanwhile: none may write once this has ended.
  for (const lane of running) await lane;
  signal.throwIfAborted();
  end.signal.throwIfAborted();
  return failures;
}

/** Refuses an answer before a byte of it is read. */
type Check = (answer: SourceAnswer, asked: ByteRange) => void;

function isSame(one: ByteRange, other: ByteRange): boolean {
  return one.start === other.start && one.end === other.end;
}

/** Gives the range that came. @throws KingletError `model-source`. */
async function fetchPiece(
  url: string,
  piece: ByteRange,
  {
    file,
    part,
    fetch,
    onProgress,
    idleMs,
    check,
    signal,
  }: FetchFromOptions & { file: ModelFile; check: Check },
): Promise<ByteRange> {
  const watch = idleWatch(idleMs, signal);
  try {
    const answer = await askSource(url, file, piece, { fetch, signal: watch.signal });
    check(answer, piece);
    let at = answer.start;
    for (;;) {
      watch.heard();
      const { done, value } = await ofSource(url, 'broke off', answer.reader.read());
      if (done) break;
      if (at + value.byteLength > answer.end) {
        part.dropUnproven((version) => version === answer.version);
        throw sourceError(url, `sent more than the ${answer.end - answer.start} bytes it should`);
      }
      part.fill(value, at, answer.version);
      at += value.byteLength;
      onProgress(part.receivedBytes);
    }
    if (at < answer.end)
      throw sourceError(url, `stopped after ${at - answer.start} of ${answer.end - answer.start} bytes`);
    return answer;
  } finally {
    watch.end();
  }
}
