import type { BrowserContext, Page } from '@playwright/test';

/** Kinglet's own workers in all pages: one for each engine. Those that the engine starts for its threads have other scripts. */
export function kingletWorkers(context: BrowserContext): number {
  const workers = context.pages().flatMap((page) => page.workers());
  return workers.filter((worker) => /\/assets\/main-[^/]+\.js$/.test(worker.url())).length;
}

/** Kills the page's process, as a want of memory does. Resolves when it is dead; `page.close` cleans up. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const dead = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {}); // Its answer never comes.
  await dead;
}
