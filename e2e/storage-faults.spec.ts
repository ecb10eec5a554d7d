import type { Page } from '@playwright/test';
import { Chat } from './support/chat.ts';
import { type ModelServing, modelServer } from './support/model-server.ts';
import { type Site, startSite } from './support/site.ts';
import { expect, test } from './support/test.ts';

/** Begins the download from a slow server, and hands over in the middle of it. */
async function inMidDownload(
  page: Page,
  journey: (parts: { chat: Chat; site: Site; serving: ModelServing }) => Promise<void>,
): Promise<void> {
  const { serving, before } = modelServer({ slow: true });
  const site = await startSite({ before });
  try {
    const chat = new Chat(page);
    await chat.open(site.url);
    await chat.send('What is 2 plus 3?');
    await chat.consent();
    await expect.poll(() => downloadedShare(page)).toBeGreaterThan(0.08);
    await journey({ chat, site, serving });
  } finally {
    await site.stop();
  }
}

/** Of the download, from 0 to 1. The store's own figure counts the app's files as well. */
function downloadedShare(page: Page): Promise<number> {
  return page.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.position);
}

test('a quota that shrinks in the middle of a download is said with both numbers; with room again it goes on', async ({
  profile,
}) => {
  const context = await profile.restart();
  const page = context.pages()[0] ?? (await context.newPage());
  await inMidDownload(page, async ({ chat, site, serving }) => {
    const session = await context.newCDPSession(page);
    const { origin } = new URL(site.url);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 9_000_000 });
    await expect(page.getByRole('alert').first()).toContainText(/needs \d+ MB more and this browser has/);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    serving.slow = false;
    serving.ranges.length = 0;
    await page
      .getByRole('button', { name: /Try again|Resume|Download/ })
      .first()
      .click();
    await chat.finishedAnswers(1);
    await expect(chat.lastAnswer).toContainText('5');
    // Of the four ranges that were under way each has its first megabytes.
    expect(serving.ranges).not.toContainEqual(expect.stringMatching(/^bytes=0-/));
  });
});

test('storage that is deleted in the middle of a download hangs the worker, which is noticed, ended and said', async ({
  profile,
}) => {
  const context = await profile.restart();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.clock.install();
  await inMidDownload(page, async ({ site, serving }) => {
    const session = await context.newCDPSession(page);
    const { origin } = new URL(site.url);
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    serving.slow = false;
    // Chromium holds the worker in a write to a file that is gone. A page that hurries waits less for that to be noticed.
    await expect(async () => {
      await page.clock.fastForward(5_000);
      await expect(page.getByText('gave no sign of life for 30 s')).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await page.getByRole('button', { name: 'Restart' }).click();
    await expect(page.getByRole('button', { name: /^Download \d+ MB and start$/ })).toBeVisible();
    await expect(page.getByText('What is 2 plus 3?')).toBeVisible();
  });
});

test('a model and a conversation that are deleted while they run answer on; the next visit begins anew', async ({
  profile,
  site,
}) => {
  const context = await profile.restart();
  const page = context.pages()[0] ?? (await context.newPage());
  const chat = new Chat(page);
  await chat.open(site.url);
  await chat.send('What is 2 plus 3?');
  await chat.consent();
  await chat.finishedAnswers(1);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(site.url);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await expect(await chat.ask('What is 2 plus 4?')).toContainText('6');
  await expect(chat.answers.first()).toContainText('5');
  await page.reload();
  await expect(page.getByRole('button', { name: /^Download \d+ MB and start$/ })).toBeVisible();
});
