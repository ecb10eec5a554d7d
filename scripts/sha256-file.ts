import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A file's SHA-256, or that of its bytes from `start` to `end`, both included; lower-case hex, read in pieces. */
export async function sha256File(
  path: string,
  range: { start?: number; end?: number } = {},
): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, range)) hash.update(chunk);
  return hash.digest('hex');
}
