import { Chat } from './support/chat.ts';
import { costs } from './support/costs.ts';
import { modelServer } from './support/model-server.ts';
import { startSite } from './support/site.ts';
import { expect, test } from './support/test.ts';

test('a first visit shows what will run, downloads after one click that names the size, and answers the waiting message', async ({
  profile,
  site,
}) => {
  const context = await profile.restart();
  await context.addInitScript(() => {
    const persist = navigator.storage.persist.bind(navigator.storage);
    navigator.storage.persist = () => {
      document.documentElement.dataset['persist'] = 'asked';
      return persist();
    };
  });
  const chat = new Chat(context.pages()[0] ?? (await context.newPage()));
  await chat.open(site.url);
  await expect(chat.page.getByRole('list', { name: 'Examples to try' }).getByRole('button')).toHaveCount(3);
  await chat.send('What is 17.5% of 240?');

  const card = chat.page.getByRole('region', { name: 'The model that will run' });
  for (const fact of ['SmolLM2 135M Instruct', costs.download, 'Apache-2.0', costs.memory])
    await expect(card).toContainText(fact);
  const root = chat.page.locator('html');
  await expect(root).not.toHaveAttribute('data-persist');
  await chat.consent();
  await expect(root).toHaveAttribute('data-persist', 'asked');
  await chat.finishedAnswers(1);
  await expect(chat.lastAnswer).toContainText('42');
  await expect(chat.lastAnswer).toContainText('On this device');
  await expect(chat.page.getByText('Kinglet keeps a log')).toBeVisible();

  // A call is too short to have a rate; a text has one.
  const text = await chat.ask('Tell me about the sea');
  await expect(text).toContainText('tokens/s');
  await expect(text).toContainText('First token after');
  await expect(text).toContainText('free');
});

test('the download can be paused, goes on where it was after a reload, and can be cancelled', async ({
  profile,
}) => {
  const { serving, before } = modelServer({ slow: true });
  const site = await startSite({ before });
  try {
    const context = await profile.restart();
    const chat = new Chat(context.pages()[0] ?? (await context.newPage()));
    const { page } = chat;
    await chat.open(site.url);
    await chat.send('hello');
    await chat.consent();
    const bar = page.getByRole('progressbar');
    await expect(bar).toBeVisible();
    await expect(page.getByText(/\d+ ?MB\/s/).first()).toBeVisible();
    await expect(page.getByText(/ left/).first()).toBeVisible();
    await expect
      .poll(async () =>
        Number(
          (await bar.getAttribute('value')) ?? (await bar.evaluate((e) => (e as HTMLProgressElement).value)),
        ),
      )
      .toBeGreaterThan(2_000_000);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();

    await page.reload();
    serving.slow = false;
    await page.getByRole('button', { name: /Resume/ }).click();
    await expect.poll(() => serving.ranges.some((range) => /^bytes=[1-9]/.test(range))).toBe(true);
    await expect(page.getByRole('button', { name: /Resume|Pause/ })).toBeHidden({ timeout: 120_000 });

    const answer = await chat.ask('hello');
    await expect(answer).toContainText('On this device');
  } finally {
    await site.stop();
  }
});

test('a cancelled download leaves nothing behind', async ({ profile }) => {
  const { before } = modelServer({ slow: true });
  const site = await startSite({ before });
  try {
    const context = await profile.restart();
    const chat = new Chat(context.pages()[0] ?? (await context.newPage()));
    await chat.open(site.url);
    await chat.send('hello');
    await chat.consent();
    await chat.page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(
      chat.page.getByRole('button', { name: `Download ${costs.download} and start` }),
    ).toBeVisible();
    const files = await chat.page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const names: string[] = [];
      const list = async (handle: FileSystemDirectoryHandle): Promise<void> => {
        for await (const entry of handle.values()) {
          names.push(entry.name);
          if (entry instanceof FileSystemDirectoryHandle) await list(entry);
        }
      };
      await list(folder);
      return names;
    });
    expect(files.filter((name) => name.includes('gguf'))).toEqual([]);
  } finally {
    await site.stop();
  }
});

test('wrong bytes are thrown away and said, a broken line is resumed', async ({ profile }) => {
  const { serving, before } = modelServer({ corrupt: Number.POSITIVE_INFINITY });
  const site = await startSite({ before });
  try {
    const context = await profile.restart();
    const chat = new Chat(context.pages()[0] ?? (await context.newPage()));
    await chat.open(site.url);
    await chat.send('hello');
    await chat.consent();
    await expect(chat.page.getByRole('alert').first()).toContainText(/SHA-256/, { timeout: 60_000 });

    serving.corrupt = 0;
    serving.cut = 1;
    await chat.page
      .getByRole('button', { name: /Try again|Download/ })
      .first()
      .click();
    await chat.finishedAnswers(1);
    expect(serving.ranges.some((range) => /^bytes=[1-9]/.test(range))).toBe(true);
  } finally {
    await site.stop();
  }
});
