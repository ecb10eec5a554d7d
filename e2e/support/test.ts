import { type ScriptedLlmServer, scriptedLlmServer } from '@kinglet/testkit/scripted-llm-server';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import { newProfile, type Profile } from './browser.ts';
import { Chat } from './chat.ts';
import { type Site, startSite } from './site.ts';

/** A browser in which the default model was downloaded and is loaded; kept for all journeys of a worker. */
interface Ready {
  readonly context: BrowserContext;
  readonly page: Page;
}

interface Journey {
  /** A new, empty conversation with the real model ready. */
  readonly chat: Chat;
  /** An empty profile of its own, deleted at the end. */
  readonly profile: Profile;
  /** A larger model that is scripted, and says so in its name. */
  readonly llm: ScriptedLlmServer;
}

interface Shared {
  readonly site: Site;
  readonly ready: Ready;
}

export const test = base.extend<Journey, Shared>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const site = await startSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  ready: [
    async ({ site }, use) => {
      const profile = await newProfile();
      const context = await profile.restart();
      const page = context.pages()[0] ?? (await context.newPage());
      const chat = new Chat(page);
      await chat.open(site.url);
      await chat.send('hello');
      await chat.consent();
      await chat.finishedAnswers(1);
      await use({ context, page });
      await profile.remove();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  chat: async ({ ready, site }, use) => {
    const chat = new Chat(ready.page);
    await ready.page.goto(`${site.url}#/chat`);
    await chat.newChat();
    await use(chat);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  profile: async ({}, use) => {
    const profile = await newProfile();
    await use(profile);
    await profile.remove();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  llm: async ({}, use) => {
    const llm = await scriptedLlmServer([], { key: 'test-key' });
    await use(llm);
    await llm.close();
  },
});

export { expect } from '@playwright/test';
