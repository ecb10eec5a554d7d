import type { ByteSource } from './byte-source.ts';
import { invalidFile } from './invalid-file.ts';

/** Bytes `start` to `end` of the source. Rejects where it gives fewer: a file that was cut while open must not become half a model. */
export async function readBytes(
  source: ByteSource,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await source.slice(start, end).arrayBuffer());
  if (bytes.length === end - start) return bytes;
  throw invalidFile(
    `Reading bytes ${start} to ${end} of the file gave ${bytes.length} bytes.`,
    'It changed while it was read: fetch it again.',
  );
}
