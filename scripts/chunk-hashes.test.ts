import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { registerChunks } from './chunk-hashes.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinglet-chunks-'));
  await writeFile(join(folder, 'a.gguf'), bytes);
});
afterEach(() => rm(folder, { recursive: true }));

async function register(sha256: string, chunkBytes: number) {
  const path = join(folder, 'catalogue.json');
  await writeFile(
    path,
    JSON.stringify({
      models: [
        { id: 'a', files: [{ name: 'a.gguf', sha256 }] },
        { id: 'b', files: [] },
      ],
    }),
  );
  await registerChunks(join(folder, 'a.gguf'), path, chunkBytes);
  return JSON.parse(await readFile(path, 'utf8')).models;
}

it.each([70_000, 100_000, 300_000])(
  'writes the hash of each %i bytes at the file that has this hash',
  async (size) => {
    const [a, b] = await register(hash(bytes), size);
    const sha256 = [];
    for (let at = 0; at < bytes.length; at += size) sha256.push(hash(bytes.subarray(at, at + size)));
    expect(a.files[0].chunks).toEqual({ sizeBytes: size, sha256 });
    expect(b).toEqual({ id: 'b', files: [] });
  },
);

it('refuses a file that no model has', async () => {
  await expect(register('f'.repeat(64), 70_000)).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('Add the model first'),
  });
});
