import { expect, it } from 'vitest';
import { hashNote } from './hash-note.ts';

const file = { name: 'a.gguf', sizeBytes: 1, sha256: 'a'.repeat(64), sources: [] };

it('says what a file without a published hash is checked against, before the first download and after', () => {
  expect(hashNote({ files: [file] })).toEqual([]);
  expect(hashNote({ files: [], unpinned: [{ ...file, sizeBytes: null }] })).toEqual([]);
  const unpinned = [file, { ...file, sha256: null }];
  expect(hashNote({ files: [], unpinned })).toEqual([expect.stringContaining('No hash of it is published')]);
  const files = [file, { ...file, recorded: true as const }];
  expect(hashNote({ files, unpinned })).toEqual([
    'Checked against the first download, not against a published hash.',
  ]);
});
