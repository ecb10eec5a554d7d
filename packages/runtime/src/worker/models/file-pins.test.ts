import type { ModelRecord, UnpinnedFile } from '@kinglet/spec';
import { expect, it } from 'vitest';
import { openFilePins, withPins } from './file-pins.ts';
import { memoryValues } from './testing/memory-values.ts';

const hash = 'a'.repeat(64);
const file: UnpinnedFile = {
  name: 'a.gguf',
  sizeBytes: null,
  sha256: null,
  sources: ['https://hub.example/1/a'],
};
const published: UnpinnedFile = { name: 'b.json', sizeBytes: 3, sha256: 'b'.repeat(64), sources: [] };
const model = { id: 'a', files: [], sizeBytes: null, unpinned: [published, file] } as unknown as ModelRecord;

it('keeps what was learned over visits, for the very source', async () => {
  const values = memoryValues();
  await (await openFilePins(values)).note(file, { sizeBytes: 5, sha256: hash });
  const pins = await openFilePins(values);
  expect(pins.of(file)).toEqual({ sizeBytes: 5, sha256: hash });
  expect(pins.of({ ...file, sources: ['https://hub.example/2/a'] })).toBeNull();
  expect(pins.of({ ...file, name: 'c.gguf' })).toBeNull();
});

it('gives the record its files once all are known, and says which hash is not published', async () => {
  const pins = await openFilePins(memoryValues());
  expect(withPins(model, pins)).toBe(model);
  await pins.note(file, { sizeBytes: 5, sha256: null });
  expect(withPins(model, pins)).toBe(model);
  await pins.note(file, { sizeBytes: 5, sha256: hash });
  const { files, sizeBytes } = withPins(model, pins);
  expect(sizeBytes).toBe(8);
  expect(files).toEqual([published, { ...file, sizeBytes: 5, sha256: hash, recorded: true }]);
});

it('takes what the catalogue says before what was learned', async () => {
  const pins = await openFilePins(memoryValues());
  const sized = { ...file, sha256: 'c'.repeat(64) };
  await pins.note(sized, { sizeBytes: 5, sha256: hash });
  expect(withPins({ ...model, unpinned: [sized] }, pins).files).toEqual([{ ...sized, sizeBytes: 5 }]);
});

it.each([
  ['no object', 'text'],
  ['no size', { 'a.gguf https://hub.example/1/a': { sha256: hash } }],
  ['a size of nothing', { 'a.gguf https://hub.example/1/a': { sizeBytes: 0, sha256: hash } }],
  ['a bad hash', { 'a.gguf https://hub.example/1/a': { sizeBytes: 5, sha256: 'abc' } }],
])('passes over stored pins with %s', async (_what, stored) => {
  const values = memoryValues();
  await values.put('file-pins', stored);
  expect((await openFilePins(values)).of(file)).toBeNull();
});
