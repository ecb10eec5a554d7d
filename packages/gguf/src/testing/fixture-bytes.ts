import type { ByteSource } from '../byte-source.ts';
import type { ModelOutput } from '../model-output.ts';
import fixtures from './python-fixtures.json' with { type: 'json' };

/** Files and numbers made by Python's gguf; `fixtures/make_fixtures.py` tells how. */
export const pythonFixtures = fixtures;

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  );
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes in memory as a source, which tells the longest slice that was read. */
export function memorySource(bytes: Uint8Array): ByteSource & { longestRead(): number } {
  let longest = 0;
  return {
    size: bytes.length,
    slice: (start, end) => ({
      async arrayBuffer() {
        longest = Math.max(longest, end - start);
        return bytes.slice(start, end).buffer as ArrayBuffer;
      },
    }),
    longestRead: () => longest,
  };
}

/** The whole file that an output gives. */
export async function collected({ chunks }: ModelOutput): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
