import { find, mount, sceneClient } from '@kinglet/element/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import './app.ts';

let app: HTMLElementTagNameMap['kinglet-app'];
let client: ReturnType<typeof sceneClient>;

beforeEach(async () => {
  await page.viewport(1000, 700);
  client = sceneClient('answer');
  app = await mount(document.createElement('kinglet-app'), { client });
});

afterEach(() => {
  location.hash = '';
});

async function go(hash: string): Promise<void> {
  location.hash = hash;
  await expect.poll(() => find(app, 'nav [aria-current]').getAttribute('href')).toBe(hash);
}

test('each view has an address and a title, and the chat stays alive behind them', async () => {
  const agent = find(app, 'kinglet-agent');
  for (const [hash, tag] of [
    ['#/models', 'kinglet-models-view'],
    ['#/log', 'kinglet-log-view'],
    ['#/settings', 'kinglet-settings-view'],
  ] as const) {
    await go(hash);
    expect(app.renderRoot.querySelector(tag)).not.toBeNull();
    expect(agent.hidden).toBe(true);
  }
  expect(document.title).toBe('Settings · Kinglet');
  await go('#/chat');
  expect(find(app, 'kinglet-agent')).toBe(agent);
  expect(agent.hidden).toBe(false);
});

test('without a network a badge says so', async () => {
  expect(app.renderRoot.querySelector('.offline')).toBeNull();
  client.set({ online: false });
  await app.updateComplete;
  expect(find(app, '.offline').textContent).toBe('Offline');
});

test('conversations: newest first, open, new, delete after a question', async () => {
  const list = find<HTMLElementTagNameMap['kinglet-conversation-list']>(
    app,
    'aside kinglet-conversation-list',
  );
  await list.updateComplete;
  const titles = [...list.renderRoot.querySelectorAll('.title')];
  expect(titles.map((title) => title.textContent?.trim())).toEqual([
    'What is 17.5% of 240?',
    'Remind me of the dentist',
    'Notes for the trip',
  ]);
  await userEvent.click(titles[1] as Element);
  expect(client.calls.at(-1)).toEqual(['openConversation', 'c2']);
  await userEvent.click(find(list, '.new'));
  expect(client.calls.at(-1)).toEqual(['newConversation']);
  await userEvent.click(find(list, 'li .quiet'));
  const yes = () => find(list, 'kinglet-confirm').shadowRoot?.querySelector('.danger');
  await expect.poll(yes).toBeTruthy();
  await userEvent.click(yes() as Element);
  await expect.poll(() => client.calls.at(-1)).toEqual(['deleteConversation', 'c1']);
});

test('on a narrow screen the conversations open over the chat, and close when one is chosen', async () => {
  await page.viewport(360, 700);
  await userEvent.click(find(app, '.menu [aria-label=Conversations]'));
  const drawer = find<HTMLDialogElement>(app, '#drawer');
  expect(drawer.open).toBe(true);
  const list = find(app, '#drawer kinglet-conversation-list');
  await userEvent.click(list.shadowRoot?.querySelectorAll('.title')[2] as Element);
  expect(client.calls.at(-1)).toEqual(['openConversation', 'c3']);
  expect(drawer.open).toBe(false);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
});
