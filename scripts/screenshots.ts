import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags } from './chromium-flags.ts';
import { findChromium } from './find-chromium.ts';
import { supplyModel } from './supply-model.ts';

/** `pnpm screenshots`: builds the app, uses it with the real default model, and writes `docs/screenshots/`. */

const folder = 'docs/screenshots';
/** Each picture stands in the repository for ever. */
const largestBytes = 200_000;
/** Download, load, first prefill and an answer on a busy machine. */
const answerMs = 240_000;
const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 740 };

async function shoot(page: Page, name: string, size = wide): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForTimeout(700);
  const path = join(folder, `${name}-${size.width}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size: bytes } = await stat(path);
  if (bytes > largestBytes)
    throw new Error(`${path} has ${bytes} bytes, more than ${largestBytes}. Show less on it.`);
  console.log(`${path}: ${Math.round(bytes / 1000)} kB`);
}

const answers = (page: Page) => page.getByRole('group', { name: 'What to do with this answer' });

async function send(page: Page, text: string): Promise<void> {
  const input = page.getByRole('textbox', { name: 'Message', exact: true });
  await input.fill(text);
  await input.press('Enter');
}

async function ask(page: Page, text: string): Promise<void> {
  const before = await answers(page).count();
  await send(page, text);
  await answers(page).nth(before).waitFor({ timeout: answerMs });
}

async function newChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New chat' }).first().click();
  await answers(page).first().waitFor({ state: 'detached' });
}

async function firstVisit(page: Page, site: string): Promise<void> {
  await page.goto(site);
  const start = page.getByRole('button', { name: /^Download .* and start$/ });
  await start.waitFor();
  await shoot(page, 'first-visit');
  await shoot(page, 'first-visit', narrow);
  await page.setViewportSize(wide);
  await send(page, 'What is 17.5% of 240?');
  await start.click();
  await answers(page).first().waitFor({ timeout: answerMs });
  await page.getByRole('button', { name: 'All right' }).click();
}

async function conversation(page: Page): Promise<void> {
  await newChat(page);
  await ask(page, 'What is 17.5% of 240?');
  await ask(page, 'How many days until 25 December?');
  await shoot(page, 'chat');
  await shoot(page, 'chat', narrow);
  await page.setViewportSize(wide);
}

async function approval(page: Page): Promise<void> {
  await newChat(page);
  await ask(page, 'Make a note: the spare key is under the blue pot');
  await send(page, 'delete the note about the spare key');
  const no = page.getByRole('button', { name: 'No', exact: true });
  await no.waitFor({ timeout: answerMs });
  await shoot(page, 'approval');
  await no.click();
  await answers(page).nth(1).waitFor({ timeout: answerMs });
}

async function views(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Log' }).click();
  await page.locator('kinglet-log-row').first().waitFor();
  await shoot(page, 'log');
  await page.getByRole('navigation').getByRole('link', { name: 'Models' }).click();
  await page.locator('kinglet-specialist-list').scrollIntoViewIfNeeded();
  await shoot(page, 'models');
  await shoot(page, 'models', narrow);
  await page.setViewportSize(wide);
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await shoot(page, 'settings', narrow);
}

async function embed(page: Page, site: string): Promise<void> {
  await page.setViewportSize(wide);
  await page.goto(`${site}#/chat`);
  await newChat(page);
  await ask(page, 'Convert 240 °C to °F');
  await page.goto(`${site}embed-demo/`);
  await answers(page).waitFor();
  await ask(page, 'Convert 350 g to ounces');
  await shoot(page, 'embed');
}

async function use(site: string): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'kinglet-screenshots-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    args: chromiumFlags,
    viewport: wide,
    locale: 'en-GB',
    colorScheme: 'light',
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await firstVisit(page, site);
    await conversation(page);
    await approval(page);
    await views(page);
    await embed(page, site);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

await supplyModel();
await mkdir(folder, { recursive: true });
// Not `dist/`, which something else may be serving.
const outDir = await mkdtemp(join(tmpdir(), 'kinglet-site-'));
try {
  await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({ build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  try {
    const site = server.resolvedUrls?.local[0];
    if (!site) throw new Error('The preview server has no address.');
    await use(site);
  } finally {
    await server.close();
  }
} finally {
  await rm(outDir, { recursive: true, force: true });
}
