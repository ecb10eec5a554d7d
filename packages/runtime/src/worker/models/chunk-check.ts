import { KingletError, type ModelFile } from '@kinglet/spec';
import type { PartFile } from './part-file.ts';
import type { ByteRange } from './spans.ts';

/** The chunk of known hash that the byte lies in; null where no chunk's hash is known. */
function chunkAt({ chunks, sizeBytes }: ModelFile, at: number): (ByteRange & { sha256: string }) | null {
  const index = chunks ? Math.floor(at / chunks.sizeBytes) : 0;
  const sha256 = chunks?.sha256[index];
  if (!chunks || sha256 === undefined || at >= sizeBytes) return null;
  const start = index * chunks.sizeBytes;
  return { start, end: Math.min(start + chunks.sizeBytes, sizeBytes), sha256 };
}

/**
 * Checks each chunk of known hash that the range touches and that is whole, as it reads back: a right one counts as
 * proven, a wrong one is thrown away alone. Gives the wrong ones. Rejects with `signal.reason`.
 */
export async function checkChunks(
  file: ModelFile,
  part: PartFile,
  { range, again = false, signal }: { range: ByteRange; again?: boolean; signal: AbortSignal },
): Promise<readonly ByteRange[]> {
  const wrong: ByteRange[] = [];
  let chunk = chunkAt(file, range.start);
  while (chunk && chunk.start < range.end) {
    if (part.missing(chunk).length === 0 && (again || !part.isProven(chunk))) {
      if ((await part.hash(chunk, signal)) === chunk.sha256) part.prove(chunk);
      else {
        part.drop(chunk);
        wrong.push(chunk);
      }
    }
    chunk = chunkAt(file, chunk.end);
  }
  return wrong;
}

export function wrongChunk(file: ModelFile, host: string, { start, end }: ByteRange): KingletError {
  return new KingletError(
    'hash-mismatch',
    `${host} served other bytes as ${file.name}: the SHA-256 of its bytes ${start} to ${end - 1} is not the right one. These were thrown away.`,
    { details: { start, end } },
  );
}
