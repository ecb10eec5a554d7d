import { readFileSync } from 'node:fs';
import type { Catalogue } from '@kinglet/spec';
import { tinyLlamaModel } from '@kinglet/testkit/tiny-llama';
import { Chat } from './support/chat.ts';
import { type Middleware, startSite } from './support/site.ts';
import { crash } from './support/tabs.ts';
import { expect, test } from './support/test.ts';

const tiny = await tinyLlamaModel();
const listed = JSON.parse(
  readFileSync(new URL('../public/models/catalogue.json', import.meta.url), 'utf8'),
) as Catalogue;
const models = [tiny.record, ...listed.models.filter(({ id }) => id === listed.defaultModel)];

/** A catalogue of two: the tiny model, which is the default, and the one that is too much. */
const withTwoModels: Middleware = (request, response, next) => {
  const name = (request.url ?? '').split('?')[0]?.replace('/models/', '') ?? '';
  const file = tiny.files.get(name);
  if (file !== undefined) return void response.end(file);
  if (name !== 'catalogue.json') return next();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ ...tiny.catalogue, models }));
};

test('a tab that dies while a model loads goes on with a smaller one at the next visit, and says so', async ({
  profile,
}) => {
  const site = await startSite({ before: withTwoModels });
  try {
    const context = await profile.restart();
    const first = new Chat(context.pages()[0] ?? (await context.newPage()));
    const row = (chat: Chat, name: string) => chat.page.getByRole('listitem').filter({ hasText: name });
    await first.open(site.url);
    await first.view('Models');
    const small = row(first, 'Tiny Llama');
    await small.getByRole('button', { name: /^Download \d+ kB and use$/ }).click();
    await expect(small).toContainText('In use', { timeout: 60_000 });
    await row(first, 'SmolLM2 135M')
      .getByRole('button', { name: /^Download \d+ MB and use$/ })
      .click();
    const large = models[1]?.id;
    await first.page.waitForFunction((id) => localStorage.getItem('kinglet-loading') === id, large);
    await crash(first.page);
    await first.page.close();

    const next = new Chat(await context.newPage());
    await next.open(site.url);
    await expect(next.page.getByRole('region', { name: 'Notices' })).toContainText(
      /SmolLM2 135M Instruct .*Tiny Llama takes its place/,
    );
    await next.view('Models');
    await expect(row(next, 'Tiny Llama')).toContainText('In use', { timeout: 60_000 });
    await expect(row(next, 'SmolLM2 135M')).toContainText('probably for want of memory');
  } finally {
    await site.stop();
  }
});
