import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { openContext } from '../../bench/harness/open-context.ts';
import { startPageSite } from '../../bench/harness/page-site.ts';

const pageFolder = fileURLToPath(new URL('../page', import.meta.url));

/** The evaluation's page in a real Chromium. */
export interface EvalPage {
  readonly page: Page;
  /** Such as `Chromium 139.0`. */
  readonly browser: string;
  close(): Promise<void>;
}

/** Builds the page and opens it, with `files` beside it: name at the site to path on disk. */
export async function openEvalPage(files: Readonly<Record<string, string>> = {}): Promise<EvalPage> {
  const folder = await mkdtemp(join(tmpdir(), 'kinglet-eval-'));
  const site = await startPageSite(pageFolder, folder, { files, logLevel: 'error' });
  const context = await openContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`evaluation page: ${error.message}`));
  await page.goto(site.url);
  await page.waitForFunction(() => 'evaluation' in globalThis);
  return {
    page,
    browser: context.browserVersion,
    async close() {
      await context.close();
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
