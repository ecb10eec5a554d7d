import { type BrowserContext, expect, type Page } from '@playwright/test';
import { Chat } from './support/chat.ts';
import { crash, kingletWorkers } from './support/tabs.ts';
import { test } from './support/test.ts';

const story = 'Write a long story about a bird that crosses the sea';

/** A further tab, with a conversation of its own. */
async function openTab(context: BrowserContext, url: string): Promise<Chat> {
  const chat = new Chat(await context.newPage());
  await chat.open(url);
  await chat.newChat();
  return chat;
}

async function textComes(chat: Chat): Promise<void> {
  await expect(chat.lastAnswer.locator('kinglet-markdown')).toContainText(/\w+ \w+ \w+/, {
    timeout: 120_000,
  });
}

test('two tabs have one engine, a conversation each, and one list of conversations', async ({
  chat,
  ready,
  site,
}) => {
  const other = await openTab(ready.context, site.url);
  try {
    await expect.poll(() => kingletWorkers(ready.context)).toBe(1);
    const [first, second] = await Promise.all([
      chat.ask('What is 7 times 6?'),
      other.ask('What is 12 times 12?'),
    ]);
    await expect(first).toContainText('42');
    await expect(second).toContainText('144');
    await expect(chat.answers).toHaveCount(1);
    await expect(other.answers).toHaveCount(1);
    await expect(chat.page.getByRole('button', { name: /^What is 12 times 12/ }).first()).toBeVisible();
    expect(kingletWorkers(ready.context)).toBe(1);
  } finally {
    await other.page.close();
  }
});

test('the tab that leads crashes, the next is closed in mid-answer: the last goes on, with one engine', async ({
  profile,
  site,
}) => {
  const context = await profile.restart();
  const first = new Chat(context.pages()[0] ?? (await context.newPage()));
  await first.open(site.url);
  await first.send('What is 2 plus 3?');
  await first.consent();
  await first.finishedAnswers(1);
  const second = await openTab(context, site.url);
  const third = await openTab(context, site.url);

  await crash(first.page);
  await first.page.close();
  await expect(await second.ask('What is 7 times 8?')).toContainText('56');
  await expect.poll(() => leader(context)).toBe(second.page);

  await third.send(story);
  await textComes(third);
  await second.page.close();
  // What it was saying goes on in the next worker, without a word of the user's.
  await expect.poll(() => leader(context)).toBe(third.page);
  await textComes(third);
  await expect(third.stop).toBeVisible();
  await third.stop.click();
  await third.finishedAnswers(1);
  expect(kingletWorkers(context)).toBe(1);
});

/** The page that has the worker. */
function leader(context: BrowserContext): Page | undefined {
  return context.pages().find((page) => page.workers().length > 0);
}
