import { readHeader } from '@kinglet/gguf';
import { tinyBase, tinyFile } from '@kinglet/testkit/tiny-gguf';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryDirectory } from './memory-directory.ts';
import type { ModelDirectory } from './model-directory.ts';
import { isSlowOnCpu, makeCopy, readCopy, removeCopy } from './prepared-copy.ts';

const bytes = tinyBase();
const blob = new Blob([bytes]);
const parent = await tinyFile('tiny.gguf', bytes);
const names = [`${parent.sha256}.copy.json`, `${parent.sha256}.copy.part`];
const { signal } = new AbortController();

describe('the copy for a device without a GPU', () => {
  let directory: ModelDirectory;
  const options = (change: object = {}) => ({
    directory,
    freeBytes: async () => null,
    onProgress: () => {},
    signal,
    ...change,
  });

  beforeEach(() => {
    directory = memoryDirectory();
  });

  it('is worth it for slow types only', async () => {
    expect(await isSlowOnCpu(blob, { signal })).toBe(true);
    expect(await isSlowOnCpu(new Blob([tinyBase({ type: 8 })]), { signal })).toBe(false);
  });

  it('is Q8_0, names its parent, and is there on the next visit', async () => {
    const shares: number[] = [];
    expect(await readCopy(directory, parent)).toBeNull();
    await makeCopy(parent, blob, options({ onProgress: (share: number) => shares.push(share) }));
    const copy = await readCopy(directory, parent);
    const header = await readHeader(copy as Blob);
    expect(header.tensors.map(({ type }) => type)).toEqual([8]);
    expect(new TextDecoder().decode(header.metadata.get('kinglet.parent_sha256')?.bytes)).toContain(
      parent.sha256,
    );
    expect(shares.at(-1)).toBe(1);
  });

  it('does not count without its record, nor with a record of another parent', async () => {
    await makeCopy(parent, blob, options());
    const record = await (await directory.read(names[0] as string))?.text();
    const copySha = (JSON.parse(record ?? '') as { sha256: string }).sha256;
    await directory.remove(`${copySha}.json`);
    expect(await readCopy(directory, parent)).toBeNull();

    await makeCopy(parent, blob, options());
    await directory.rename(names[0] as string, `${'f'.repeat(64)}.copy.json`);
    expect(await readCopy(directory, { ...parent, sha256: 'f'.repeat(64) })).toBeNull();
  });

  it('is not begun where there is no room for it', async () => {
    await expect(makeCopy(parent, blob, options({ freeBytes: async () => 100 }))).rejects.toMatchObject({
      code: 'quota-exceeded',
      message: expect.stringMatching(
        /^The copy for this device needs 0\.0 MB more and this browser has 0\.0 MB/,
      ),
    });
    await nothingIsLeft();
  });

  it('leaves nothing where the store is full on the way', async () => {
    const full = withFault(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(makeCopy(parent, blob, options({ directory: full }))).rejects.toMatchObject({
      code: 'quota-exceeded',
    });
    await nothingIsLeft();
  });

  it('leaves nothing where it is stopped', async () => {
    const controller = new AbortController();
    const stopped = makeCopy(parent, blob, {
      ...options({ signal: controller.signal }),
      onProgress: () => controller.abort('enough'),
    });
    await expect(stopped).rejects.toBe('enough');
    await nothingIsLeft();
  });

  it('leaves nothing where it reads back other than it was written', async () => {
    const lossy = withFault((chunk) => chunk.fill(1));
    await expect(makeCopy(parent, blob, options({ directory: lossy }))).rejects.toMatchObject({
      code: 'hash-mismatch',
    });
    await nothingIsLeft();
  });

  it('leaves nothing of a file that is no model', async () => {
    await expect(makeCopy(parent, new Blob(['no model']), options())).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await nothingIsLeft();
  });

  it('is deleted whole', async () => {
    await makeCopy(parent, blob, options());
    const copy = JSON.parse((await (await directory.read(names[0] as string))?.text()) ?? '') as {
      sha256: string;
    };
    await removeCopy(directory, parent, { keep: new Set() });
    await nothingIsLeft();
    expect(await directory.read(copy.sha256)).toBeNull();
    expect(await directory.read(`${copy.sha256}.json`)).toBeNull();
  });

  async function nothingIsLeft() {
    expect(await readCopy(directory, parent)).toBeNull();
    for (const name of names) expect(await directory.read(name)).toBeNull();
  }

  /** The directory, but each write of the copy goes through `fault` first. */
  function withFault(fault: (chunk: Uint8Array<ArrayBuffer>) => unknown): ModelDirectory {
    return {
      ...directory,
      async open(name) {
        const file = await directory.open(name);
        if (!name.endsWith('.part')) return file;
        return {
          getSize: () => file.getSize(),
          read: (target, at) => file.read(target, at),
          write(chunk, at) {
            const copy = (chunk as Uint8Array<ArrayBuffer>).slice();
            fault(copy);
            return file.write(copy, at);
          },
          truncate: (size) => file.truncate(size),
          flush: () => file.flush(),
          close: () => file.close(),
        };
      },
    };
  }
});
