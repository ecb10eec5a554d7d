import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtInDefinitions } from '../built-in-definitions.ts';
import { generatedRows } from '../replay-rows.ts';
import type { CuratedRow } from './curate.ts';
import { writeDataset } from './write-dataset.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinglet-dataset-'));
});
afterEach(() => rm(folder, { recursive: true }));

const row = (message: string): CuratedRow => ({
  message,
  calls: [{ tool: 'note', arguments: { text: 'milk' } }],
  teacher: 'large',
});
const options = { task: 'shop', tools: builtInDefinitions() };
const json = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));

it('writes a bare dataset folder', async () => {
  await writeDataset(folder, [row('nb milk'), row('jot milk')], options);
  expect(await json('dataset.json')).toEqual({
    ...{ name: 'shop', format: 'bare', licence: 'LicenseRef-own' },
    sources: ['usage log, 2 requests answered by large'],
  });
  const [first] = (await readFile(join(folder, 'train.jsonl'), 'utf8')).split('\n');
  expect(JSON.parse(first ?? '')).toEqual({
    ...{ messages: [{ role: 'user', content: 'nb milk' }], tools: [] },
    reply: [{ tool: 'note', arguments: { text: 'milk' } }],
    meta: { source: 'shop', group: 'shop/nb _' },
  });
});

it('has the tools that the generated rows have, or the two could not be mixed', async () => {
  await writeDataset(folder, [row('nb milk')], options);
  const generated = new URL('../../apps/trainer/kinglet_trainer/data/builtin/tools.json', import.meta.url);
  expect(await json('tools.json')).toEqual(JSON.parse(await readFile(generated, 'utf8')));
});

it('gives generated rows that ask one thing and want calls, without those that were trained on', async () => {
  const [asked, trained] = [join(folder, 'asked'), join(folder, 'trained')];
  await writeDataset(asked, [row('nb milk'), row('jot milk')], options);
  await writeDataset(trained, [row('jot milk')], options);
  const rows = await generatedRows(asked, { not: trained });
  expect(rows).toEqual([{ ...row('nb milk'), teacher: 'generator' }]);
});
