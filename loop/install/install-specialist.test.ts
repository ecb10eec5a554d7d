import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownRules, parsePolicyFile, routeAdapter } from '@kinglet/router';
import { type Catalogue, toolSignatures } from '@kinglet/spec';
import { tinyAdapter, tinyBase, tinyFile } from '@kinglet/testkit/tiny-gguf';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtInDefinitions } from '../built-in-definitions.ts';
import { type InstallOptions, installSpecialist } from './install-specialist.ts';

const base = await tinyFile('tiny.gguf', tinyBase());
const baseSha256 = base.sha256;
const tools = builtInDefinitions();
const signatures = toolSignatures(tools);
const shipped = { id: 'builtin-tiny', format: 'bare', tools: signatures };
let publicFolder: string;
let file: string;

beforeEach(async () => {
  publicFolder = await mkdtemp(join(tmpdir(), 'kinglet-install-'));
  file = join(publicFolder, 'work', 'shop-tiny.gguf');
  for (const folder of ['models', 'work']) await mkdir(join(publicFolder, folder));
  await writeFile(join(publicFolder, 'models', 'tiny.gguf'), tinyBase());
  const catalogue = { version: 1, models: [{ id: 'tiny', files: [base], adapters: [shipped] }] };
  await writeFile(join(publicFolder, 'models', 'catalogue.json'), JSON.stringify(catalogue));
  await put({});
});
afterEach(() => rm(publicFolder, { recursive: true }));

const put = (change: Partial<Parameters<typeof tinyAdapter>[0]>) =>
  writeFile(file, tinyAdapter({ baseSha256, id: 'shop-tiny', format: 'bare', tools: signatures, ...change }));
const options = (): InstallOptions => ({
  ...{ task: 'the shop', publicFolder, tools, since: '2026-11-25' },
  evidence: { n: 40, correct: 36, low: 0.77 },
  against: { adapter: 'builtin-tiny', n: 40, correct: 4, low: 0.04 },
});
const read = async (...path: readonly string[]) => readFile(join(publicFolder, ...path), 'utf8');
const catalogue = async () => JSON.parse(await read('models', 'catalogue.json')) as Catalogue;
const policy = async () => parsePolicyFile(JSON.parse(await read('models', 'router-policy.json')));

it('registers the file and writes a rule that the router obeys', async () => {
  await installSpecialist(file, options());
  const adapters = (await catalogue()).models[0]?.adapters ?? [];
  expect(adapters.map(({ id }) => id)).toEqual(['builtin-tiny', 'shop-tiny']);
  const ids = adapters.map(({ id }) => id);
  const { rules, refused } = knownRules(await policy(), ids);
  expect(refused).toEqual([]);
  const route = routeAdapter({ adapters, tools, handedOn: [], rules });
  expect(route).toMatchObject({ kind: 'adapter', adapter: { id: 'shop-tiny' } });
  expect(route.reason).toContain('by the rule for the shop of 2026-11-25');
  expect(await readdir(join(publicFolder, 'adapters'))).toEqual(['shop-tiny.gguf']);
});

it('takes the place of an earlier rule for these tools, and keeps the others', async () => {
  const other = { ...options(), adapter: 'far', tools: 'x()', task: 'far' };
  const { evidence, against, since } = other;
  const rule = { task: 'far', tools: 'x()', adapter: 'far', since, evidence, against };
  await writeFile(
    join(publicFolder, 'models', 'router-policy.json'),
    JSON.stringify({ version: 1, rules: [rule] }),
  );
  await installSpecialist(file, options());
  await put({ rank: 8 });
  await installSpecialist(file, { ...options(), task: 'the shop, again' });
  expect((await policy()).rules.map(({ task }) => task)).toEqual(['far', 'the shop, again']);
  expect((await catalogue()).models[0]?.adapters).toHaveLength(2);
});

it.each<[string, Partial<Parameters<typeof tinyAdapter>[0]>, string]>([
  ['is named as one that came with the app', { id: 'builtin-tiny' }, 'another name with --task'],
  ['is for other tools', { tools: 'note(text)' }, 'Train it again'],
  ['is for a base of no model', { baseSha256: 'd'.repeat(64) }, 'no model of the catalogue'],
])('changes nothing where the file %s', async (_, change, message) => {
  await installSpecialist(file, options());
  const before = [await catalogue(), await policy(), await read('adapters', 'shop-tiny.gguf')];
  await put(change);
  await expect(installSpecialist(file, options())).rejects.toThrow(message);
  expect([await catalogue(), await policy(), await read('adapters', 'shop-tiny.gguf')]).toEqual(before);
  expect(await readdir(join(publicFolder, 'adapters'))).toEqual(['shop-tiny.gguf']);
});

it('changes nothing where the policy file is of another version, or the evidence is none', async () => {
  const { evidence } = options();
  await expect(installSpecialist(file, { ...options(), evidence: { ...evidence, n: 41 } })).rejects.toThrow(
    '41 requests and the one before on 40',
  );
  await writeFile(join(publicFolder, 'models', 'router-policy.json'), '{"version": 2, "rules": []}');
  await expect(installSpecialist(file, options())).rejects.toThrow('its version is 2; 1 is known');
  expect((await catalogue()).models[0]?.adapters).toHaveLength(1);
});
