import { tinyLlamaModel } from '@kinglet/testkit/tiny-llama';
import { Chat } from './support/chat.ts';
import { type Middleware, startSite } from './support/site.ts';
import { expect, test } from './support/test.ts';

const { record, catalogue, files } = await tinyLlamaModel();

const served: string[] = [];

/** Puts the model into the catalogue and serves its files beside it. */
const withTinyLlama: Middleware = (request, response, next) => {
  const path = (request.url ?? '').split('?')[0] ?? '';
  served.push(path);
  const file = files.get(path.replace('/models/', ''));
  if (file !== undefined) return void response.end(file);
  if (path !== '/models/catalogue.json') return next();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(catalogue));
};

test('an ONNX model of several files is downloaded, answers under the site’s own policy, and asks nobody else for anything', async ({
  profile,
}) => {
  const site = await startSite({ before: withTinyLlama });
  try {
    const context = await profile.restart();
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    const page = context.pages()[0] ?? (await context.newPage());
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    const chat = new Chat(page);
    await chat.open(site.url);
    await chat.view('Models');
    const listed = page.getByRole('listitem').filter({ hasText: 'Tiny Llama' });
    await listed.getByRole('button', { name: /^Download \d+ kB and use$/ }).click();
    await expect(listed).toContainText('In use', { timeout: 120_000 });
    await chat.view('Chat');
    for (const question of ['How many miles are 12 km?', 'Tell me a story.']) {
      const answer = await chat.ask(question);
      await expect(answer).toContainText('On this device Tiny Llama');
      await expect(answer).not.toContainText('The model on this device broke');
    }
    // The first was held to a grammar, by XGrammar.
    expect(served.filter((path) => /\/lib-[^/]+\.js$/.test(path))).toHaveLength(1);
    expect(served.filter((path) => path.includes(`/${record.id}/`))).toHaveLength(files.size);
    expect(asked.filter((url) => url.startsWith('http') && !url.startsWith(site.url))).toEqual([]);
    expect(refused).toEqual([]);
  } finally {
    await site.stop();
  }
});
