import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ByteSource, requantise } from '@kinglet/gguf';

const usage = 'Usage: tsx scripts/requantise-model.ts SOURCE.gguf TARGET.Q8_0.gguf';

/** What was written. */
export interface RequantisedFile {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly parentSha256: string;
  /** Without the hashing of the source. */
  readonly durationMs: number;
}

/**
 * Writes a Q8_0 copy of a model, which records the source's SHA-256 as its parent. The target appears whole or not at all; its folder is
 * made, a file that is there is replaced.
 */
export async function requantiseModel(source: string, target: string): Promise<RequantisedFile> {
  const parentSha256 = await fileSha256(source);
  const startMs = performance.now();
  const part = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  const input = await open(source, 'r');
  const output = await open(part, 'w');
  const hash = createHash('sha256');
  try {
    const bytes: ByteSource = {
      size: (await input.stat()).size,
      slice: (start, end) => ({
        async arrayBuffer() {
          const buffer = new Uint8Array(end - start);
          const { bytesRead } = await input.read(buffer, 0, buffer.length, start);
          return bytesRead === buffer.length ? buffer.buffer : buffer.buffer.slice(0, bytesRead);
        },
      }),
    };
    const model = await requantise(bytes, { to: 'Q8_0', parentSha256 });
    for await (const chunk of model.chunks) {
      hash.update(chunk);
      await output.write(chunk);
    }
    await output.close();
    await rename(part, target);
    const durationMs = performance.now() - startMs;
    return { sizeBytes: model.sizeBytes, sha256: hash.digest('hex'), parentSha256, durationMs };
  } finally {
    await input.close();
    await output.close();
    await rm(part, { force: true });
  }
}

async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [source, target] = process.argv.slice(2);
  if (source === undefined || target === undefined) {
    console.log(usage);
    process.exitCode = 2;
  } else {
    const { sizeBytes, sha256, durationMs } = await requantiseModel(source, target);
    const seconds = durationMs / 1000;
    const rate = sizeBytes / 1e6 / seconds;
    console.log(
      `${target}: ${sizeBytes} bytes in ${seconds.toFixed(1)} s (${rate.toFixed(0)} MB/s), SHA-256 ${sha256}`,
    );
  }
}
