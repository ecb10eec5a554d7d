import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KingletClient } from '@kinglet/runtime/client';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { buildApp } from '../../../bench/harness/built-app.ts';
import { ensureModel } from '../../../bench/harness/ensure-model.ts';
import { chromiumFlags } from '../../../scripts/chromium-flags.ts';
import { findChromium } from '../../../scripts/find-chromium.ts';

/** The app's root, which holds the client. */
export interface AppElement extends Element {
  readonly client: KingletClient | null;
}

/** Tabs of the built app in one real browser profile, with the default model loaded. */
export interface Tabs {
  readonly pages: readonly Page[];
  /** Requests for the model's file that reached the server from its first byte on. */
  readonly downloads: number;
  /** Opens tabs until there are as many. */
  grow(count: number): Promise<void>;
  /** The tab that has the worker. */
  leader(): Promise<Page>;
  /** Live workers of Kinglet's, told by the locks that they hold. */
  engines(): Promise<number>;
  /** Kills the tab's process. Resolves when it is dead. */
  crash(page: Page): Promise<void>;
  /** Waits until the model is loaded; `isWarm`: and its fixed prefix prefilled. Epoch milliseconds of when it was loaded. */
  loaded(options: { isWarm: boolean }): Promise<number>;
  close(): Promise<void>;
}

export async function openTabs(): Promise<Tabs> {
  await ensureModel();
  const folder = await mkdtemp(join(tmpdir(), 'kinglet-soak-'));
  const app = await buildApp(join(folder, 'app'));
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: await findChromium(),
    args: chromiumFlags,
  });
  context.setDefaultTimeout(120_000);
  // tsx names the functions that it compiles by this helper, which a page does not have.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  let downloads = 0;
  context.on('request', (request) => {
    if (/\/models\/[^/]+\.gguf/.test(request.url())) downloads += 1;
  });
  const live = () => context.pages().filter((page) => page.url().startsWith(app.url));
  const any = () => live()[0] ?? Promise.reject(new Error('No tab is open.'));

  async function openTab(): Promise<void> {
    const page = await context.newPage();
    await page.goto(app.url);
    await page.waitForFunction(
      () => document.querySelector<AppElement>('kinglet-app')?.client?.state.phase === 'ready',
    );
  }

  const tabs: Tabs = {
    get pages() {
      return live();
    },
    get downloads() {
      return downloads;
    },
    async grow(count) {
      while (live().length < count) await openTab();
    },
    async leader() {
      const page = live().find((tab) => tab.workers().length > 0);
      return page ?? Promise.reject(new Error('No tab has a worker.'));
    },
    engines: async () => (await any()).evaluate(countEngines),
    crash: (page) => crash(context, page),
    loaded: async ({ isWarm }) => (await any()).evaluate(waitForModel, isWarm),
    async close() {
      await context.close();
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
  await tabs.grow(1);
  await (await any()).evaluate(async () => {
    const client = document.querySelector<AppElement>('kinglet-app')?.client;
    await client?.loadModel(client.state.models[0]?.model.id ?? '');
  });
  await tabs.loaded({ isWarm: true });
  return tabs;
}

async function crash(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const dead = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {}); // Its answer never comes.
  await dead;
  await page.close();
}

async function countEngines(): Promise<number> {
  const { held = [] } = await navigator.locks.query();
  return held.filter(({ name }) => name?.startsWith('kinglet-life-')).length;
}

function waitForModel(isWarm: boolean): Promise<number> {
  const client = document.querySelector<AppElement>('kinglet-app')?.client;
  if (!client) throw new Error('The page has no client.');
  let loadedMs = 0;
  return new Promise((resolve, reject) => {
    const look = () => {
      const [status] = client.state.models;
      if (client.state.phase === 'ready' && status?.phase === 'ready' && loadedMs === 0)
        loadedMs = Date.now();
      if (status?.phase === 'failed') reject(new Error(status.error?.message));
      if (loadedMs === 0 || (isWarm && !status?.warm)) return;
      unsubscribe();
      resolve(loadedMs);
    };
    const unsubscribe = client.subscribe(look);
    look();
  });
}
