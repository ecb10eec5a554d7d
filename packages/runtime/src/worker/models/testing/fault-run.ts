import type { ModelFile } from '@kinglet/spec';
import { type CutStyle, fileServer } from '@kinglet/testkit/file-server';
import { sha256 } from 'hash-wasm';
import { type DownloadOptions, downloadFile } from '../download-file.ts';
import type { ModelDirectory } from '../model-directory.ts';
import { readStored } from '../stored-files.ts';
import { crashDirectory } from './crash-directory.ts';

/** How a download is broken: by the line in one of three ways, or by the end of the process with a torn disk. */
export const failureStyles = ['reset', 'end', 'stall', 'kill'] as const satisfies readonly (
  | CutStyle
  | 'kill'
)[];

export interface FaultRun {
  /** Why the first visit ended without the file: an error's code, or its message where it has none. */
  readonly firstEnd: string | null;
  /** The second visit stored the file, and it reads back with the right hash. */
  readonly isRight: boolean;
  /** Body bytes that the server sent beyond the file's size, in both visits. */
  readonly fetchedTwiceBytes: number;
}

const chunkBytes = 64 * 1024;

/** A file of pseudo-random bytes, with the hashes of its chunks where they are wanted. */
export async function testFile(
  sizeBytes: number,
  { hasChunks }: { hasChunks: boolean },
): Promise<{ file: ModelFile; content: Uint8Array<ArrayBuffer> }> {
  let state = sizeBytes;
  const content = Uint8Array.from({ length: sizeBytes }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  const hashes: string[] = [];
  for (let at = 0; at < sizeBytes; at += chunkBytes)
    hashes.push(await sha256(content.subarray(at, at + chunkBytes)));
  const chunks = hasChunks ? { chunks: { sizeBytes: chunkBytes, sha256: hashes } } : {};
  return {
    content,
    file: { name: 'file.bin', sizeBytes, sha256: await sha256(content), sources: [], ...chunks },
  };
}

/** What a visit of a test needs beside file, sources and directory: small chunks, no quota. */
export function visitOptions(directory: ModelDirectory): DownloadOptions {
  return {
    directory,
    fetch: (url, init) => fetch(url, init),
    freeBytes: async () => null,
    onProgress: () => {},
    onVerify: () => {},
    idleMs: 10_000,
    chunkBytes,
    recordBytes: 8 * 1024,
    signal: new AbortController().signal,
  };
}

/** One download from a real server that breaks when `cutAt` bytes were sent or written, then a second visit without faults. */
export async function faultRun(
  { file, content }: { file: ModelFile; content: Uint8Array },
  { cutAt, style }: { cutAt: number; style: (typeof failureStyles)[number] },
): Promise<FaultRun> {
  const server = await fileServer(content);
  try {
    const crashing = crashDirectory(style === 'kill' ? cutAt : Number.POSITIVE_INFINITY);
    if (style !== 'kill') server.reply(() => ({ cut: { atSent: cutAt, style } }));
    const first = { ...visitOptions(crashing), ...(style === 'stall' ? { idleMs: 200 } : {}) };
    const firstEnd = await downloadFile(file, [server.url], first).then(() => null, reasonOf);
    server.reply(() => ({}));
    const directory = await crashing.survivors();
    await downloadFile(file, [server.url], visitOptions(directory));
    const blob = await readStored(directory, file);
    const isRight = blob !== null && (await sha256(new Uint8Array(await blob.arrayBuffer()))) === file.sha256;
    return { firstEnd, isRight, fetchedTwiceBytes: server.sentBytes - file.sizeBytes };
  } finally {
    await server.close();
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
}
