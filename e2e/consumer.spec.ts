import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { Chat } from './support/chat.ts';
import { type ConsumerSite, NoRegistry, startConsumerSite } from './support/consumer-site.ts';
import { expect, test } from './support/test.ts';

let site: ConsumerSite | null = null;
let noRegistry = '';

test.beforeAll(async () => {
  test.setTimeout(240_000);
  try {
    site = await startConsumerSite();
  } catch (thrown) {
    if (!(thrown instanceof NoRegistry)) throw thrown;
    noRegistry = thrown.message;
    console.log(`skipped: ${noRegistry}`);
  }
});

test.afterAll(() => site?.remove());

function installed(): ConsumerSite {
  test.skip(site === null, noRegistry);
  if (!site) throw new Error('There is no site.');
  return site;
}

test('what npm installs is the element with what it needs, and none of the packages that nobody publishes', async () => {
  const { folder } = installed();
  const manifest = JSON.parse(
    await readFile(join(folder, 'node_modules/@kinglet/element/package.json'), 'utf8'),
  ) as Record<string, unknown>;
  expect(JSON.stringify(manifest)).not.toMatch(/workspace:|\/src\//);
  expect(manifest).toMatchObject({ license: 'Apache-2.0', customElements: 'dist/custom-elements.json' });
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  const ours = Object.keys(lock.packages).filter((path) => path.includes('@kinglet/'));
  expect(ours).toEqual(['node_modules/@kinglet/element']);
});

test('publint and attw find its exports and types in order', async () => {
  const { tarball } = installed();
  const bytes = await readFile(tarball);
  const { messages } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, strict: true });
  expect(messages).toEqual([]);
  const checked = await checkPackage(createPackageFromTarballData(bytes));
  if (!('problems' in checked)) throw new Error('attw finds no types.');
  // Of ways to resolve a package that know neither `exports` nor ES modules nothing is promised.
  const promised = checked.problems.filter(
    (problem) =>
      problem.kind !== 'CJSResolvesToESM' &&
      !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
  );
  expect(promised).toEqual([]);
});

test('its types hold in a strict program that also checks libraries', async () => {
  await installed().typeCheck();
});

test('a Vite app bundles it with its worker and WebAssembly, and hears its events', async ({ profile }) => {
  const { url } = installed();
  const context = await profile.restart();
  const page = context.pages()[0] ?? (await context.newPage());
  const chat = new Chat(page);
  await chat.open(`${url}dist/`);
  await expect(page.getByRole('heading', { name: 'Ask about our bread' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'SmolLM2 135M Instruct' })).toBeVisible();
  await chat.send('What is 17.5% of 240?');
  await chat.consent();
  await chat.finishedAnswers(1);
  const heard = page.locator('#heard');
  await expect(heard).toContainText(/model smollm2\S+ absent.*model smollm2\S+ ready/);
  await expect(heard).toContainText(
    /send What is 17.5% of 240\?.*tool calculate done.*answer complete device .*42/,
  );
  await expect(heard).not.toContainText('error');
});

test('a plain page takes the script out of node_modules by one script and one tag', async ({ profile }) => {
  const { url } = installed();
  const context = await profile.restart();
  const page = context.pages()[0] ?? (await context.newPage());
  await new Chat(page).open(`${url}plain.html`);
  await expect(page.getByRole('heading', { name: 'SmolLM2 135M Instruct' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Download \d+ MB and start$/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Notices' })).toBeEmpty();
});
