import { Chat } from './support/chat.ts';
import { kingletWorkers } from './support/tabs.ts';
import { expect, test } from './support/test.ts';

test('a worker killed in mid-answer loses no conversation; Restart goes on with the answer', async ({
  ready,
  site,
}) => {
  await ready.page.goto('about:blank'); // No other tab is to take over from the one below.
  await expect.poll(() => kingletWorkers(ready.context)).toBe(0);
  const page = await ready.context.newPage();
  await page.addInitScript(() => {
    const Real = globalThis.Worker;
    globalThis.Worker = class extends Real {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        addEventListener('kill-worker', () => this.terminate());
      }
    };
  });
  try {
    const chat = new Chat(page);
    await chat.open(site.url);
    await chat.newChat();
    await chat.send('Write a long story about a bird that crosses the sea');
    await expect(chat.lastAnswer.locator('kinglet-markdown')).toContainText(/\w+ \w+ \w+/, {
      timeout: 120_000,
    });
    await page.evaluate(() => void dispatchEvent(new Event('kill-worker')));
    await expect(page.getByText('Your conversations are safe')).toBeVisible();
    await expect(chat.lastAnswer).toContainText(/cut off|interrupted/i);
    await page.getByRole('button', { name: 'Restart' }).click();
    await expect(chat.stop).toBeVisible({ timeout: 120_000 });
    await expect(chat.lastAnswer).not.toContainText(/cut off|interrupted/i);
    await expect(chat.lastAnswer.locator('kinglet-markdown')).toContainText(/\w+ \w+ \w+/, {
      timeout: 120_000,
    });
    await chat.stop.click();
    await expect(await chat.ask('What is 7 times 6?')).toContainText('42');
    await expect(page.locator('kinglet-user-message').first()).toContainText('Write a long story');
  } finally {
    await page.close();
  }
});

test('a page reloaded in mid-answer goes on by itself: the note that was kept is there once, the question is asked again', async ({
  chat,
}) => {
  await chat.ask('Make a note: leek soup for Friday');
  await chat.newChat();
  await chat.send('make a note: the tin is behind the jam. delete the note about leek soup.');
  const question = chat.page.getByRole('button', { name: 'Allow once', exact: true });
  await expect(question).toBeVisible({ timeout: 200_000 });
  await expect(chat.lastAnswer.getByLabel(/^Tool note: /)).toBeVisible();
  await chat.page.reload();
  await expect(chat.page.locator('kinglet-user-message')).toContainText('the tin is behind the jam');
  await chat.decide('No');
  await chat.finishedAnswers(1);
  await expect(chat.lastAnswer).not.toContainText(/cut off|interrupted/i);
  await expect(chat.lastAnswer.getByLabel(/^Tool note: /)).toHaveCount(1);
  const listed = await chat.ask('show my notes');
  await expect(listed).toContainText('leek soup');
  await expect(listed.locator('kinglet-markdown')).toContainText('behind the jam');
  await expect(listed.locator('kinglet-markdown')).not.toContainText(/behind the jam[\s\S]*behind the jam/);
});

test('a page reloaded while it writes opens its conversation again and writes on', async ({ chat }) => {
  await chat.send('Write a long story about a bird that crosses the sea');
  const text = chat.lastAnswer.locator('kinglet-markdown');
  await expect(text).toContainText(/\w+ \w+ \w+/, { timeout: 120_000 });
  await chat.page.reload();
  await expect(chat.page.locator('kinglet-user-message')).toContainText('Write a long story');
  await expect(chat.stop).toBeVisible();
  await expect(text).toContainText(/\w+ \w+ \w+/, { timeout: 120_000 });
  await chat.stop.click();
  await chat.finishedAnswers(1);
});

test('the engine’s own worker breaks in mid-answer: the model is loaded again and the answer goes on', async ({
  chat,
}) => {
  await chat.send('Write a long story about a bird that crosses the sea');
  const text = chat.lastAnswer.locator('kinglet-markdown');
  await expect(text).toContainText(/\w+ \w+ \w+/, { timeout: 120_000 });
  const engines = chat.page.workers().filter((worker) => !/\/assets\/main-[^/]+\.js$/.test(worker.url()));
  expect(engines.length).toBeGreaterThan(0);
  // Not waited for: one of its threads may be asleep for good, and the others end with the first that breaks.
  for (const engine of engines) {
    const broken = engine.evaluate(() => {
      setTimeout(() => {
        throw new Error('broken on purpose');
      });
    });
    broken.catch(() => {});
  }
  await expect(text).toHaveCount(0, { timeout: 60_000 });
  await expect(text).toContainText(/\w+ \w+ \w+/, { timeout: 120_000 });
  await chat.stop.click();
  await chat.finishedAnswers(1);
  await expect(chat.lastAnswer).not.toContainText(/could not finish|cut off/i);
});

test('storage deleted while open is said, and the conversation on screen stays', async ({
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
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(site.url).origin,
    storageTypes: 'indexeddb',
  });
  await expect(await chat.ask('What is 2 plus 4?')).toContainText('6');
  await expect(chat.answers.first()).toContainText('5');
});

test('too little storage is said with what is needed', async ({ profile, site }) => {
  const context = await profile.restart();
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(site.url).origin,
    quotaSize: 40_000_000,
  });
  const chat = new Chat(page);
  await chat.open(site.url);
  await chat.send('hello');
  await chat.consent();
  await expect(page.getByRole('alert').first()).toContainText(/storage|space/i);
});

test('an unknown model source is said with the next step', async ({ profile, site }) => {
  const context = await profile.restart();
  const page = context.pages()[0] ?? (await context.newPage());
  await context.route('**/*.gguf', (route) => route.fulfill({ status: 404, body: 'no' }));
  const chat = new Chat(page);
  await chat.open(site.url);
  await chat.send('hello');
  await chat.consent();
  await expect(page.getByRole('alert').first()).toContainText(/reach|source|404|mirror/i, {
    timeout: 60_000,
  });
});
