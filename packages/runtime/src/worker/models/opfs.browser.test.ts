import type { ModelFile } from '@kinglet/spec';
import { sha256 } from 'hash-wasm';
import { expect, test } from 'vitest';
import type { Report, Task } from './opfs.test-worker.ts';

const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251);

async function fileOf(bytes: Uint8Array, name: string): Promise<ModelFile> {
  return { name, sizeBytes: bytes.length, sha256: await sha256(bytes), sources: [] };
}

/** Performs the task in a worker of its own, as each visit has one. */
function visit(task: Task): Promise<Report> {
  const worker = new Worker(new URL('./opfs.test-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Report>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Report>) => resolve(data));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}

test('a file comes into OPFS, is there on the next visit, and can be deleted', async () => {
  const bytes = content.slice(0, 100_000);
  const file = await fileOf(bytes, 'a.gguf');
  await visit({ file, content: bytes, remove: true });
  expect(await visit({ file, content: bytes })).toMatchObject({ code: null, partBytes: 0, stored: bytes });
  const gone = await visit({ file, content: bytes, remove: true });
  expect(gone).toMatchObject({ code: null, stored: null });
});

test('half a file stays in OPFS, and the next visit goes on by Range', async () => {
  const file = await fileOf(content, 'b.gguf');
  await visit({ file, content, remove: true });
  const first = await visit({ file, content, cutAt: 120_000 });
  expect(first).toMatchObject({ code: 'model-source', partBytes: 120_000, stored: null });
  const second = await visit({ file, content });
  expect(second).toMatchObject({ code: null, ranges: [120_000], stored: content });
  await visit({ file, content, remove: true });
});

test('wrong bytes leave nothing in OPFS', async () => {
  const file = { ...(await fileOf(content, 'c.gguf')), sha256: 'f'.repeat(64) };
  const report = await visit({ file, content });
  expect(report).toMatchObject({ code: 'hash-mismatch', partBytes: 0, stored: null });
  await visit({ file, content, remove: true });
});

test('a file that another tab writes is neither written nor deleted', async () => {
  const file = await fileOf(content, 'd.gguf');
  expect(await visit({ file, content, busy: true })).toMatchObject({ code: 'storage-denied', stored: null });
  expect(await visit({ file, content, busy: true, remove: true })).toMatchObject({ code: 'storage-denied' });
  await visit({ file, content, remove: true });
});
