import { Chat } from './support/chat.ts';
import { startSite, withoutHeaders } from './support/site.ts';
import { expect, test } from './support/test.ts';

test('another page embeds the element with one script and one tag', async ({ ready, site }) => {
  const page = await ready.context.newPage();
  try {
    const chat = new Chat(page);
    await chat.open(`${site.url}embed-demo/`);
    await expect(await chat.ask('What is 17.5% of 240?')).toContainText('42');
  } finally {
    await page.close();
  }
});

test('on a host without headers it runs with one thread and says so', async ({ profile }) => {
  const site = await startSite({ before: withoutHeaders });
  try {
    const context = await profile.restart();
    const chat = new Chat(context.pages()[0] ?? (await context.newPage()));
    await chat.open(site.url);
    await chat.send('What is 17.5% of 240?');
    await chat.consent();
    await chat.finishedAnswers(1);
    await expect(chat.lastAnswer).toContainText('42');
    await expect(chat.lastAnswer).toContainText('1 thread');
  } finally {
    await site.stop();
  }
});
