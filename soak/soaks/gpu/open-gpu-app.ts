import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyLlamaModel } from '@kinglet/testkit/tiny-llama';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright';
import { buildApp } from '../../../bench/harness/built-app.ts';
import { chromiumFlags, softwareGpuFlags } from '../../../scripts/chromium-flags.ts';
import { findChromium } from '../../../scripts/find-chromium.ts';
import type { AppElement } from '../tabs/open-tabs.ts';
import { type Answer, answerOf } from './answer.ts';
import { answerOnce } from './answer-once.ts';

/** The built app in a browser with a GPU in software, its model loaded on it. */
export interface GpuApp {
  /** Asks the same in a new conversation, and reads how the answer begins; `crashes`: the GPU's process, meanwhile. */
  answer(options: { crashes: boolean }): Promise<Answer>;
  close(): Promise<void>;
}

/** Characters that are compared, a dozen tokens: random weights are soon of two minds, and a GPU in software is slow. */
const length = 30;

/** Without these Chromium gives up on the GPU, and on the page's use of it, after a few crashes. */
const crashFlags = ['--disable-gpu-process-crash-limit', '--disable-domain-blocking-for-3d-apis'];

export async function openGpuApp(): Promise<GpuApp> {
  const folder = await mkdtemp(join(tmpdir(), 'kinglet-soak-'));
  const app = await buildApp(join(folder, 'app'));
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: await findChromium(),
    args: [...chromiumFlags, ...softwareGpuFlags, ...crashFlags],
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(120_000);
  // tsx names the functions that it compiles by this helper, which a page does not have.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  await serveTinyLlama(context);
  const page = context.pages()[0] ?? (await context.newPage());
  // Of the whole browser: a crash takes the GPU from all pages.
  const session = (await context.browser()?.newBrowserCDPSession()) ?? (await context.newCDPSession(page));
  await page.exposeFunction('crashGpu', () => crash(session));
  await page.goto(app.url);
  await loadWhenReady(page);
  // The first load measured the model, which left its traces in the cache: a second one is as those after a crash.
  await page.reload();
  await loadWhenReady(page);
  return {
    async answer({ crashes }) {
      const answer = answerOf(await page.evaluate(answerOnce, { crashes, length }), length);
      // The user's own load: three losses within five minutes would leave the GPU, as they should.
      await page.evaluate(loadOnGpu);
      return answer;
    },
    async close() {
      await context.close();
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function loadWhenReady(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector<AppElement>('kinglet-app')?.client?.state.phase === 'ready',
  );
  await page.evaluate(loadOnGpu);
}

async function crash(session: CDPSession): Promise<number> {
  const crashedMs = Date.now();
  await session.send('Browser.crashGpuProcess').catch(() => {}); // Its answer may not come.
  return crashedMs;
}

async function serveTinyLlama(context: BrowserContext): Promise<void> {
  const { catalogue, files } = await tinyLlamaModel();
  await context.route('**/models/**', async (route) => {
    const [, name = ''] = new URL(route.request().url()).pathname.split('/models/');
    const file = files.get(name);
    if (name === 'catalogue.json') await route.fulfill({ json: catalogue });
    else if (file !== undefined) await route.fulfill({ body: Buffer.from(file) });
    else await route.fallback();
  });
}

/** In the page: loads the model on the GPU and waits until it is warm. */
async function loadOnGpu(): Promise<void> {
  const client = document.querySelector<AppElement>('kinglet-app')?.client;
  if (!client) throw new Error('The page has no client.');
  if (client.state.settings.backend !== 'webgpu') await client.updateSettings({ backend: 'webgpu' });
  await client.loadModel(client.state.models[0]?.model.id ?? '');
  await new Promise<void>((resolve, reject) => {
    const timer = setInterval(() => {
      const [status] = client.state.models;
      if (status?.phase !== 'failed' && !status?.warm) return;
      clearInterval(timer);
      if (status.phase === 'failed') reject(new Error(status.error?.message));
      else resolve();
    }, 20);
  });
}
