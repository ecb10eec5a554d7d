import type { Page } from '@playwright/test';
import { Chat } from './support/chat.ts';
import { type ForeignSite, startForeignSite, strictPolicy } from './support/foreign-site.ts';
import { expect, test } from './support/test.ts';

/** Opens the site in a new tab of the browser, and closes both. */
async function visit(
  context: { newPage(): Promise<Page> },
  starting: Promise<ForeignSite>,
  journey: (page: Page, site: ForeignSite) => Promise<void>,
): Promise<void> {
  const foreign = await starting;
  const page = await context.newPage();
  try {
    await page.goto(foreign.url);
    await journey(page, foreign);
  } finally {
    await page.close();
    await foreign.stop();
  }
}

/** What old libraries and hardened pages do to the objects that all scripts of a page share, before ours is there. */
const unkindPage = `
Object.prototype.inherited = 'from everywhere';
Array.prototype.inherited = 'from everywhere';
Array.prototype.toJSON = () => 'an array';
const { fetch, Promise: RealPromise } = globalThis;
globalThis.fetch = (...request) => fetch(...request).then((response) => response);
globalThis.Promise = class extends RealPromise {};
const { stringify } = JSON;
JSON.stringify = (value, ...rest) => stringify(value, ...rest);
const { map } = Array.prototype;
Array.prototype.map = function (...callback) { return map.apply(this, callback); };
delete globalThis.structuredClone;
delete globalThis.requestIdleCallback;
for (const shared of [Object, Array, Function, Promise, Map, String, EventTarget, Node, Element, HTMLElement]) {
  Object.freeze(shared.prototype);
  Object.freeze(shared);
}
Object.freeze(JSON);
`;

async function firstAnswer(chat: Chat): Promise<void> {
  await chat.send('What is 17.5% of 240?');
  await chat.consent();
  await chat.finishedAnswers(1);
  await expect(chat.lastAnswer).toContainText('42');
}

test('a site of another origin with a strict policy and no isolation embeds it by one script and one tag', async ({
  profile,
  site,
}) => {
  await visit(await profile.restart(), startForeignSite({ kinglet: site.url }), async (page) => {
    const chat = new Chat(page);
    await firstAnswer(chat);
    await expect(chat.lastAnswer).toContainText('1 thread');
  });
});

test('a page that has patched, polluted and frozen what scripts share has its answer too', async ({
  profile,
  site,
}) => {
  await visit(
    await profile.restart(),
    startForeignSite({ kinglet: site.url, early: unkindPage }),
    async (page) => {
      await firstAnswer(new Chat(page));
      // It was as unkind to the end as it was at the start.
      expect(await page.evaluate(() => [JSON.stringify([1]), Object.isFrozen(Object.prototype)])).toEqual([
        '"an array"',
        true,
      ]);
    },
  );
});

test('a tool of the site is called by the real model and runs on its page', async ({ profile, site }) => {
  const script = `await customElements.whenDefined('kinglet-agent');
document.querySelector('kinglet-agent').registerTool({
  name: 'add_to_basket',
  description: 'Put an item into the shopping basket.',
  inputSchema: { type: 'object', properties: { item: { type: 'string', description: 'Name of the item' } }, required: ['item'] },
  execute: ({ item }) => {
    document.title = 'Basket: ' + item;
    return item + ' is in your basket.';
  },
});`;
  await visit(
    await profile.restart(),
    startForeignSite({ kinglet: site.url, script, tag: '<kinglet-agent tools=""></kinglet-agent>' }),
    async (page) => {
      const chat = new Chat(page);
      await chat.send('Put a rye bread into my shopping basket');
      await chat.consent();
      await chat.finishedAnswers(1);
      await expect(chat.lastAnswer).toContainText('is in your basket.');
      await expect(page).toHaveTitle(/^Basket: .*rye/i);
    },
  );
});

test.describe('a policy that lacks a directive is told which, with the frame that needs none', () => {
  const cases = [
    ['worker-src', "'none'", 'worker-src blob:'],
    ['trusted-types', 'lit-html dompurify kinglet-markdown default', 'trusted-types kinglet-url'],
    ['trusted-types', 'dompurify kinglet-markdown kinglet-url default', 'trusted-types lit-html'],
    ['trusted-types', 'lit-html dompurify kinglet-markdown kinglet-url', 'trusted-types default'],
    ['connect-src', "'self'", 'connect-src http://127.0.0.1'],
  ] as const;
  for (const [directive, value, lacks] of cases) {
    test(`${directive} ${value}`, async ({ profile, site }) => {
      const policy = { ...strictPolicy(site.url), [directive]: value };
      await visit(await profile.restart(), startForeignSite({ kinglet: site.url, policy }), async (page) => {
        const agent = page.locator('kinglet-agent');
        await expect(agent).toContainText(`lacks "${lacks}`);
        await expect(agent).toContainText(`<iframe src="${site.url}frame/">`);
      });
    });
  }
});

test('a policy without wasm-unsafe-eval is told so when the model is to run', async ({ profile, site }) => {
  const policy = { ...strictPolicy(site.url), 'script-src': `'self' ${new URL(site.url).origin}` };
  await visit(await profile.restart(), startForeignSite({ kinglet: site.url, policy }), async (page) => {
    await new Chat(page).consent();
    const notices = page.getByRole('region', { name: 'Notices' });
    await expect(notices).toContainText(`lacks "script-src 'wasm-unsafe-eval'"`);
  });
});

test('the author of a page greets and chooses the model', async ({ profile, site }) => {
  const tag = '<kinglet-agent greeting="Ask about our bread" model="qwen3-0.6b-q4f16_1"></kinglet-agent>';
  await visit(await profile.restart(), startForeignSite({ kinglet: site.url, tag }), async (page) => {
    await expect(page.getByRole('heading', { name: 'Ask about our bread' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Qwen3 0.6B' })).toBeVisible();
  });
});

test('twice on a page, in a form and in a shadow root it is one agent, and the form is not sent', async ({
  profile,
  site,
}) => {
  const tag = `<form action="/sent"><kinglet-agent id="in-form"></kinglet-agent></form>
    <div><template shadowrootmode="open"><kinglet-agent id="in-shadow"></kinglet-agent></template></div>`;
  await visit(
    await profile.restart(),
    startForeignSite({ kinglet: site.url, tag }),
    async (page, { url }) => {
      const inputs = page.getByRole('textbox', { name: 'Message', exact: true });
      await expect(inputs).toHaveCount(2);
      await inputs.first().fill('hello');
      await inputs.first().press('Enter');
      await expect(page.getByText('Your message waits until the model is ready.')).toBeVisible();
      await expect(page.getByRole('button', { name: /^Download \d+ MB and start$/ })).toHaveCount(2);
      await expect(page.getByRole('region', { name: 'Notices' }).first()).toBeEmpty();
      expect(page.url()).toBe(url);
      expect(page.workers()).toHaveLength(1);
    },
  );
});

test('a frame without storage works for the visit, and says what is not kept', async ({ profile, site }) => {
  const policy = { 'default-src': "'none'", 'style-src': "'self'", 'frame-src': new URL(site.url).origin };
  const tag = `<iframe sandbox="allow-scripts" src="${site.url}frame/" title="Assistant" width="400" height="600"></iframe>`;
  await visit(await profile.restart(), startForeignSite({ kinglet: site.url, policy, tag }), async (page) => {
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
    await expect(frame.getByRole('button', { name: /^Download \d+ MB and start$/ })).toBeVisible();
    await expect(frame.getByRole('region', { name: 'Notices' })).toContainText('storage');
  });
});

test('in a frame it needs no more than frame-src', async ({ profile, site }) => {
  const policy = { 'default-src': "'none'", 'style-src': "'self'", 'frame-src': new URL(site.url).origin };
  const tag = `<iframe src="${site.url}frame/" title="Assistant" width="400" height="600"></iframe>`;
  await visit(await profile.restart(), startForeignSite({ kinglet: site.url, policy, tag }), async (page) => {
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
  });
});
