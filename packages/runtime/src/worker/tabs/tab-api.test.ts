import { expect, it } from 'vitest';
import type { ClientEvent, Conversation } from '../../shared/index.ts';
import type { DeviceMeter } from '../device-meter/device-meter.ts';
import type { Session } from '../session.ts';
import { createTabApi } from './tab-api.ts';
import { type Tab, Tabs } from './tabs.ts';

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

it('tells how far a measurement is to the tab that asked for it alone', async () => {
  const tabs = new Tabs();
  const heard: Record<string, ClientEvent[]> = { asking: [], other: [] };
  const [asking] = ['asking', 'other'].map((name) =>
    tabs.add({ add: (event) => void heard[name]?.push(event), flush: async () => {} }),
  );
  const progress = { step: 'speed', done: 0, total: 11 } as const;
  const meter: DeviceMeter = {
    measure: async (tell) => {
      tell(progress);
      return null;
    },
    stop: async () => {},
  };
  const served = { session: { tabs, meter } as unknown as Session, tab: asking as Tab };
  expect(await createTabApi(() => Promise.resolve(served)).measureDevice()).toBeNull();
  expect(heard).toEqual({ asking: [{ type: 'measuring', progress }], other: [] });
});

it('refuses every verb before the worker was booted', async () => {
  const api = createTabApi(() => null);
  await expect(api.flush()).rejects.toMatchObject({ code: 'invalid-input' });
});
