import { Chat } from './support/chat.ts';
import { startSite } from './support/site.ts';
import { expect, test } from './support/test.ts';

test('with the server stopped, a cold start of the browser opens the app and the model answers', async ({
  profile,
}) => {
  const site = await startSite();
  try {
    const first = await profile.restart();
    const visit = new Chat(first.pages()[0] ?? (await first.newPage()));
    await visit.open(site.url);
    await visit.send('hello');
    await visit.consent();
    await visit.finishedAnswers(1);
    await visit.page.evaluate(async () => void (await navigator.serviceWorker.ready));

    await site.stop();
    const second = await profile.restart();
    const cold = new Chat(second.pages()[0] ?? (await second.newPage()));
    await cold.open(site.url);
    await expect.poll(() => cold.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expect(await cold.ask('What is 17.5% of 240?')).toContainText('42');
  } finally {
    await site.stop();
  }
});

test('the app can be installed', async ({ chat, ready }) => {
  const session = await ready.context.newCDPSession(chat.page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A persistent context of a test is a normal profile; anything else that is missing is ours.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual([]);
});
