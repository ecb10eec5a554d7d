import { KingletError } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import type { KingletAgentEventMap } from '../../events/agent-event-map.ts';
import { modelStatus, runView, textPart, toolPart } from '../../testing/fixtures.ts';
import { mount } from '../../testing/mount.ts';
import { ScriptedClient } from '../../testing/scripted-client.ts';
import { KingletAgent } from './agent.ts';

define('kinglet-agent', KingletAgent);

const names: readonly (keyof KingletAgentEventMap)[] = [
  'kinglet-model',
  'kinglet-send',
  'kinglet-tool',
  'kinglet-answer',
  'kinglet-error',
];
let client: ScriptedClient;
let agent: KingletAgent;
let heard: Event[];

/** Listens on the document, as a page's one script does, with the agent in a shadow root of the page's. */
beforeEach(async () => {
  heard = [];
  const listening = new AbortController();
  for (const name of names) {
    document.addEventListener(name, (event) => heard.push(event), { signal: listening.signal });
  }
  client = new ScriptedClient({ models: [modelStatus()] });
  agent = await mount(new KingletAgent(), {});
  const host = document.createElement('div');
  host.attachShadow({ mode: 'open' }).append(agent);
  document.body.append(host);
  agent.client = client;
  await agent.updateComplete;
  return () => listening.abort();
});

async function show(state: Parameters<ScriptedClient['set']>[0]): Promise<void> {
  client.set(state);
  await agent.updateComplete;
}

test('a page hears of the model, the message, the tool and the answer, in this order', async () => {
  await show({ models: [modelStatus({ phase: 'ready' })] });
  ask(agent, { type: 'send', text: 'What is 17.5% of 240?', files: [] });
  expect(client.calls.at(-1)?.[0]).toBe('send');
  await show({ runs: [runView('r', 'What is 17.5% of 240?', { live: true, status: 'running' })] });
  const parts = [toolPart(), textPart('42')];
  await show({ runs: [runView('r', 'What is 17.5% of 240?', { live: true, parts })] });
  expect(heard).toMatchObject([
    { type: 'kinglet-model', phase: 'absent' },
    { type: 'kinglet-model', phase: 'ready' },
    { type: 'kinglet-send', text: 'What is 17.5% of 240?' },
    { type: 'kinglet-tool', tool: 'calculate', failed: false },
    { type: 'kinglet-answer', text: '42', outcome: 'complete', place: 'device' },
  ]);
  await show({ models: [modelStatus({ phase: 'ready' })] });
  expect(heard).toHaveLength(5);
});

test('a message that waits for the model is told when it goes out', async () => {
  ask(agent, { type: 'send', text: 'hello', files: [] });
  await agent.updateComplete;
  expect(heard.map(({ type }) => type)).toEqual(['kinglet-model']);
  await show({ models: [modelStatus({ phase: 'ready' })] });
  expect(heard.map(({ type }) => type)).toEqual(['kinglet-model', 'kinglet-send', 'kinglet-model']);
});

test('a message that was written anew, and one for the larger model, are told', async () => {
  ask(agent, { type: 'edit', runId: 'r', text: 'in euros' });
  ask(agent, { type: 'send', text: 'waits', files: [] });
  ask(agent, { type: 'send-larger' });
  expect(heard.slice(1)).toMatchObject([{ text: 'in euros' }, { text: 'waits' }]);
});

test('an action that fails is an error that is told once', async () => {
  await show({ models: [modelStatus({ phase: 'ready' })] });
  client.failures.set('send', new KingletError('engine-lost', 'The engine is gone. Load it again.'));
  ask(agent, { type: 'send', text: 'hello', files: [] });
  await expect.poll(() => heard.at(-1)).toMatchObject({ type: 'kinglet-error', code: 'engine-lost' });
  await show({ online: false });
  expect(heard.filter(({ type }) => type === 'kinglet-error')).toHaveLength(1);
});

test('another client is told from its start', async () => {
  agent.client = new ScriptedClient({ models: [modelStatus({ phase: 'ready' })] });
  await agent.updateComplete;
  expect(heard.at(-1)).toMatchObject({ type: 'kinglet-model', phase: 'ready' });
});

test('listeners are typed by the name of the event, on the element and above it', () => {
  const typed = (): void => {
    agent.addEventListener('kinglet-answer', ({ text, outcome }) => `${text.length}${outcome}`);
    document.addEventListener('kinglet-model', ({ phase }) => phase === 'ready');
    document.querySelector('kinglet-agent')?.addEventListener('kinglet-error', ({ code }) => code);
    // @ts-expect-error: a model has no text.
    agent.addEventListener('kinglet-model', ({ text }) => text);
    // @ts-expect-error: what was told cannot be changed.
    agent.addEventListener('kinglet-send', (event) => (event.text = ''));
    // @ts-expect-error: no answer ends as running.
    agent.addEventListener('kinglet-answer', ({ outcome }) => outcome === 'running');
  };
  expect(typed).toBeTypeOf('function');
});
