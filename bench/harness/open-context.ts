import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium } from 'playwright';
import { chromiumFlags } from '../../scripts/chromium-flags.ts';
import { findChromium } from '../../scripts/find-chromium.ts';
import type { BenchContext } from './benchmark.ts';
import { type BuiltApp, buildApp } from './built-app.ts';
import { type Site, startPageSite } from './page-site.ts';

const benchPage = fileURLToPath(new URL('../page', import.meta.url));

/** A context that must be closed. */
export interface OpenContext extends BenchContext {
  readonly browserVersion: string;
  close(): Promise<void>;
}

/** Starts a browser over a profile on disk, so that storage is as users have it. The rest starts when it is asked for. */
export async function openContext(): Promise<OpenContext> {
  const folder = await mkdtemp(join(tmpdir(), 'kinglet-bench-'));
  const browser = await launch(join(folder, 'profile'));
  const sites: Site[] = [];
  const made = new Map<string, Promise<unknown>>();

  function once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = made.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const making = make();
    made.set(key, making);
    return making;
  }

  async function kept<S extends Site>(starting: Promise<S>): Promise<S> {
    const site = await starting;
    sites.push(site);
    return site;
  }

  return {
    browserVersion: `Chromium ${browser.browser()?.version() ?? ''}`.trim(),
    once,
    newPage: () => browser.newPage(),
    builtApp: (): Promise<BuiltApp> => once('built app', () => kept(buildApp(join(folder, 'app')))),
    benchPage: () =>
      once('bench page', async () => {
        const site = await kept(startPageSite(benchPage, join(folder, 'page')));
        const page = await browser.newPage();
        page.on('pageerror', (error) => console.error(`bench page: ${error.message}`));
        page.on('console', (message) => {
          if (message.type() === 'info') console.error(message.text());
        });
        await page.goto(site.url);
        await page.waitForFunction(() => 'bench' in globalThis);
        return page;
      }),
    async close() {
      await browser.close();
      await Promise.all(sites.map((site) => site.close()));
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function launch(profile: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    args: chromiumFlags,
    viewport: { width: 1280, height: 800 },
  });
  context.setDefaultTimeout(60_000);
  return context;
}
