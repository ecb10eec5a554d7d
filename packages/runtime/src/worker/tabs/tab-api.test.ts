import { expect, it } from 'vitest';
import type { ClientEvent, Conversation } from '../../shared/index.ts';
import type { Session } from '../session.ts';
import { createTabApi } from './tab-api.ts';
import { Tabs } from './tabs.ts';

it('shows the conversation that was asked for last, however long each takes to read', async () => {
  const events: ClientEvent[] = [];
  const tabs = new Tabs();
  const tab = tabs.add({ add: (event) => void events.push(event), flush: async () => {} });
  let read = (_conversation: Conversation) => {};
  const slow = new Promise<Conversation>((resolve) => {
    read = resolve;
  });
  const conversation = (id: string) => ({ head: { id }, runs: [], siblings: {} }) as unknown as Conversation;
  const journal = { open: (id: string) => (id === 'slow' ? slow : Promise.resolve(conversation(id))) };
  const session = {
    tabs,
    journal,
    runs: { running: () => [], takeUp: async () => null },
  } as unknown as Session;
  const api = createTabApi(() => Promise.resolve({ session, tab }));

  const first = api.openConversation('slow');
  await api.openConversation('quick');
  read(conversation('slow'));
  await first;
  expect(events).toMatchObject([{ type: 'conversation-open', conversation: { head: { id: 'quick' } } }]);
  expect(tab.openId).toBe('quick');
});

it('goes on with a run that was cut off once the tab has its conversation', async () => {
  const events: ClientEvent[] = [];
  const tabs = new Tabs();
  const tab = tabs.add({ add: (event) => void events.push(event), flush: async () => {} });
  const conversation = { head: { id: 'cut' }, runs: [], siblings: {} };
  let running: readonly string[] = [];
  const runs = {
    running: () => running,
    takeUp: async () => {
      running = ['run'];
      return () => tabs.tell({ type: 'agent', runId: 'run', event: { type: 'run-resume' } }, 'cut');
    },
  };
  const session = { tabs, journal: { open: async () => conversation }, runs } as unknown as Session;
  const api = createTabApi(() => Promise.resolve({ session, tab }));
  await api.openConversation('cut');
  expect(events).toMatchObject([
    { type: 'conversation-open', conversation: { running: ['run'] } },
    { type: 'agent', event: { type: 'run-resume' } },
  ]);
});

it('refuses every verb before the worker was booted', async () => {
  const api = createTabApi(() => null);
  await expect(api.flush()).rejects.toMatchObject({ code: 'invalid-input' });
});
