import { expect, it } from 'vitest';
import { memoryDirectory } from './memory-directory.ts';

it('writes and reads at any place, over the borders of its pages', async () => {
  const directory = memoryDirectory();
  const file = await directory.open('a');
  const at = 1024 * 1024 - 2;
  file.write(Uint8Array.of(1, 2, 3, 4), { at });
  expect(file.getSize()).toBe(at + 4);
  const read = new Uint8Array(8);
  expect(file.read(read, { at: at - 2 })).toBe(6);
  expect([...read]).toEqual([0, 0, 1, 2, 3, 4, 0, 0]);
  expect(file.read(read, { at: at + 4 })).toBe(0);
  file.truncate(at + 1);
  file.truncate(at + 3);
  const blob = await directory.read('a');
  expect([...new Uint8Array((await blob?.slice(at).arrayBuffer()) ?? [])]).toEqual([1, 0, 0]);
});
