import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '@kinglet/spec';
import { tinyAdapter, tinyBase, tinyFile } from '@kinglet/testkit/tiny-gguf';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registerAdapter } from './register-adapter.ts';

const base = await tinyFile('tiny.gguf', tinyBase());
const baseSha256 = base.sha256;
let publicFolder: string;
let path: string;

beforeEach(async () => {
  publicFolder = await mkdtemp(join(tmpdir(), 'kinglet-register-'));
  path = join(publicFolder, 'adapters', 'tools-tiny.gguf');
  await mkdir(join(publicFolder, 'models'));
  await mkdir(join(publicFolder, 'adapters'));
  await writeFile(join(publicFolder, 'models', 'tiny.gguf'), tinyBase());
  await writeFile(
    cataloguePath(),
    JSON.stringify({
      version: 1,
      models: [
        { id: 'other', files: [] },
        { id: 'tiny', files: [base] },
      ],
    }),
  );
});
afterEach(() => rm(publicFolder, { recursive: true }));

const cataloguePath = () => join(publicFolder, 'models', 'catalogue.json');
const adapters = async () =>
  (JSON.parse(await readFile(cataloguePath(), 'utf8')) as Catalogue).models[1]?.adapters;

test('writes the record of a sound file, and in its place that of a newer one', async () => {
  const bytes = tinyAdapter({ baseSha256, card: { name: 'Tools', summary: 'Calls.' } });
  await writeFile(path, bytes);
  await registerAdapter(path, { publicFolder });
  const { sha256, sizeBytes } = await tinyFile('', bytes);
  expect(await adapters()).toEqual([
    {
      ...{ id: 'tools-tiny', name: 'Tools', format: 'schemas', tools: '', baseSha256, rank: 4 },
      ...{ licence: 'Apache-2.0', summary: 'Calls.' },
      file: { name: 'tools-tiny.gguf', sizeBytes, sha256, sources: ['../adapters/tools-tiny.gguf'] },
    },
  ]);

  await writeFile(path, tinyAdapter({ baseSha256, rank: 8 }));
  await registerAdapter(path, { publicFolder, summary: 'Calls better.' });
  expect(await adapters()).toMatchObject([{ name: 'Tools', summary: 'Calls better.', rank: 8 }]);
  expect(await readdir(join(publicFolder, 'models'))).toEqual(['catalogue.json', 'tiny.gguf']);
});

test.each([
  ['no adapter', tinyBase(), 'no adapter'],
  ['for a base of no model', tinyAdapter({ baseSha256: 'd'.repeat(64) }), 'no model of the catalogue'],
  ['of another shape', tinyAdapter({ baseSha256, columns: 32 }), '32 x 64'],
  ['cut off', tinyAdapter({ baseSha256 }).slice(0, -64), ''],
])('changes nothing for a file that is %s', async (_what, bytes, message) => {
  const before = await readFile(cataloguePath(), 'utf8');
  await writeFile(path, bytes);
  await expect(registerAdapter(path, { publicFolder })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining(message),
  });
  expect(await readFile(cataloguePath(), 'utf8')).toBe(before);
});

test('says where the file belongs, and that the base is needed', async () => {
  const outside = join(publicFolder, '..', 'outside.gguf');
  await writeFile(path, tinyAdapter({ baseSha256 }));
  await expect(registerAdapter(outside, { publicFolder })).rejects.toThrow('no page could fetch it');
  await rm(join(publicFolder, 'models', 'tiny.gguf'));
  await expect(registerAdapter(path, { publicFolder })).rejects.toThrow('scripts/supply-model.ts');
});
