import { KingletError } from '@kinglet/spec';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { define } from '../../define.ts';
import { loadRender } from '../../markdown/load-render.ts';
import { strings } from '../../strings.ts';
import { modelStatus, runView, textPart } from '../../testing/fixtures.ts';
import { find, mount } from '../../testing/mount.ts';
import { ScriptedClient } from '../../testing/scripted-client.ts';
import type { KingletComposer } from '../composer/composer.ts';
import { KingletAgent } from './agent.ts';

define('kinglet-agent', KingletAgent);

let client: ScriptedClient;
let agent: KingletAgent;

async function start(state: ConstructorParameters<typeof ScriptedClient>[0]): Promise<void> {
  client = new ScriptedClient(state);
  agent = await mount(new KingletAgent(), { client });
}

async function show(state: Parameters<ScriptedClient['set']>[0]): Promise<void> {
  client.set(state);
  await agent.updateComplete;
}

async function say(text: string): Promise<void> {
  const composer = find<KingletComposer>(agent, 'kinglet-composer');
  composer.restore(text, []);
  await userEvent.keyboard('{Enter}');
  await agent.updateComplete;
}

const verbs = () => client.calls.map(([verb]) => verb);

beforeAll(async () => {
  await loadRender();
});

beforeEach(() => start({ models: [modelStatus()] }));

test('a message before the model is there waits, and is answered after one click that names the size', async () => {
  await say('What is 17.5% of 240?');
  expect(verbs()).toEqual([]);
  expect(find(agent, '.waiting').textContent).toContain('What is 17.5% of 240?');
  const card = find<HTMLElement>(agent, 'kinglet-model-card');
  const button = card.shadowRoot?.querySelector('button');
  expect(button?.textContent).toBe('Download 98 MB and start');
  await userEvent.click(button as Element);
  expect(client.calls).toEqual([['loadModel', modelStatus().model.id]]);
  await show({ models: [modelStatus({ phase: 'downloading', receivedBytes: 5 })] });
  expect(verbs()).toEqual(['loadModel']);
  await show({ models: [modelStatus({ phase: 'ready' })] });
  expect(client.calls.at(-1)).toEqual(['send', 'What is 17.5% of 240?', { files: [] }]);
  expect(agent.renderRoot.querySelector('.waiting')).toBeNull();
});

test("the page's author may greet in other words", async () => {
  agent.greeting = 'Ask about our bread';
  await agent.updateComplete;
  expect(find(agent, '.welcome h2').textContent).toBe('Ask about our bread');
});

test('the first screen says from its start which model will run, and stays so until something is said', async () => {
  await start({ phase: 'starting' });
  const card = () => agent.renderRoot.querySelector('.welcome kinglet-model-card');
  expect(card()).not.toBeNull();
  for (const phase of [
    'absent',
    'downloading',
    'verifying',
    'stored',
    'loading',
    'ready',
    'failed',
  ] as const) {
    await show({ phase: 'ready', models: [modelStatus({ phase })] });
    expect(card()?.shadowRoot?.textContent, phase).toContain('SmolLM2 135M Instruct');
  }
  await show({ models: [modelStatus({ phase: 'ready' })], runs: [runView('r', 'hi')] });
  expect(agent.renderRoot.querySelector('kinglet-model-card')).toBeNull();
});

test.each([360, 1280])(
  'the first screen of %i px shows model, examples and input without scrolling',
  async (width) => {
    await page.viewport(width, 700);
    agent.style.blockSize = '600px';
    await show({ models: [modelStatus({ phase: 'ready' })] });
    const bottom = (selector: string) => find(agent, selector).getBoundingClientRect().bottom;
    await expect.poll(() => bottom('kinglet-model-card')).toBeGreaterThan(100);
    expect(bottom('kinglet-model-card')).toBeLessThan(bottom('kinglet-examples'));
    expect(bottom('kinglet-examples')).toBeLessThanOrEqual(
      find(agent, '.scroll').getBoundingClientRect().bottom,
    );
    expect(bottom('kinglet-composer')).toBeLessThanOrEqual(agent.getBoundingClientRect().bottom);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  },
);

test('a waiting message can be taken back and changed', async () => {
  await say('Wrong');
  await userEvent.click(find(agent, '.waiting button'));
  expect(find<KingletComposer>(agent, 'kinglet-composer').text).toBe('Wrong');
  await show({ models: [modelStatus({ phase: 'ready' })] });
  expect(verbs()).toEqual([]);
});

test('a stored model is loaded without a question when the user turns to the composer', async () => {
  await start({ models: [modelStatus({ phase: 'stored' })] });
  agent.focus();
  expect(client.calls).toEqual([['loadModel', modelStatus().model.id]]);
});

test('a message sent while the agent starts, or after its worker was lost, waits and loses nothing', async () => {
  await start({ phase: 'starting' });
  await say('early');
  await show({ phase: 'ready', models: [modelStatus({ phase: 'stored' })] });
  expect(client.calls).toEqual([['loadModel', modelStatus().model.id]]);
  await show({ phase: 'lost', models: [modelStatus({ phase: 'ready' })] });
  expect(verbs()).toEqual(['loadModel']);
  await show({ phase: 'ready' });
  expect(client.calls.at(-1)).toEqual(['send', 'early', { files: [] }]);
});

test('who turns to the composer before the agent has started gets a stored model as soon as it has', async () => {
  await start({ phase: 'starting' });
  agent.focus();
  expect(verbs()).toEqual([]);
  await show({ phase: 'ready', models: [modelStatus({ phase: 'stored' })] });
  expect(verbs()).toEqual(['loadModel']);
});

test('an example sends itself', async () => {
  await show({ models: [modelStatus({ phase: 'ready' })] });
  const examples = find(agent, 'kinglet-examples');
  await userEvent.click(examples.shadowRoot?.querySelector('button') as Element);
  expect(client.calls).toEqual([['send', strings.examples[0], { files: [] }]]);
});

test('Escape stops a run, and does nothing without one', async () => {
  await show({ models: [modelStatus({ phase: 'ready' })] });
  agent.focus();
  await userEvent.keyboard('{Escape}');
  expect(verbs()).toEqual([]);
  await show({ runs: [runView('r', 'hi', { status: 'running', activity: 'decode' })] });
  await userEvent.keyboard('{Escape}');
  expect(verbs()).toEqual(['stop']);
});

test('the status line speaks at the start and the end, not for each token', async () => {
  const status = () => find(agent, '[role=status]').textContent;
  const run = runView('r', 'hi', { status: 'running', activity: 'decode' });
  await show({ runs: [run] });
  expect(status()).toBe(strings.status.working);
  await show({ runs: [{ ...run, parts: [textPart('token')] }] });
  expect(status()).toBe(strings.status.working);
  await show({ runs: [{ ...run, status: 'complete' }] });
  expect(status()).toBe(strings.status.finished);
});

const approvals = [
  { kind: 'tool', id: 'a', tool: 't', origin: 'x', risk: 'send', arguments: {}, reason: 'r' },
] as const;
const asking = { runs: [runView('r', 'hi', { status: 'running', activity: 'approval' })], approvals };

test('an approval takes the focus, and gives it back to the composer', async () => {
  await show(asking);
  const card = find<HTMLElement & { updateComplete: Promise<unknown> }>(agent, 'kinglet-approval-card');
  await card.updateComplete;
  await expect.poll(() => agent.shadowRoot?.activeElement).toBe(card);
  await show({ approvals: [] });
  expect(agent.shadowRoot?.activeElement?.localName).toBe('kinglet-composer');
});

test('an approval comes into view with its buttons', async () => {
  agent.style.blockSize = '500px';
  const long = 'So it goes. '.repeat(300);
  const run = runView('r', 'hi', { status: 'running', activity: 'approval', parts: [textPart(long)] });
  await show({ runs: [run], approvals });
  const scroller = find(agent, '.scroll');
  const card = find(agent, 'kinglet-approval-card');
  await expect.poll(() => agent.shadowRoot?.activeElement).toBe(card);
  const gap = () => card.getBoundingClientRect().bottom - scroller.getBoundingClientRect().bottom;
  await expect.poll(() => scroller.scrollTop).toBeGreaterThan(100);
  scroller.scrollTop = 0;
  scroller.dispatchEvent(new Event('scroll'));
  await expect.poll(gap).toBeGreaterThan(100);
  card.focus();
  await expect.poll(gap).toBeLessThanOrEqual(1);
});

test('an approval does not take the focus from somebody who writes', async () => {
  find<KingletComposer>(agent, 'kinglet-composer').restore('half a sen', []);
  await show(asking);
  await Promise.resolve();
  expect(agent.shadowRoot?.activeElement?.localName).toBe('kinglet-composer');
});

test('a message that could not be sent comes back, and the notice that says why can be closed', async () => {
  await show({ models: [modelStatus({ phase: 'ready' })] });
  client.failures.set('send', new KingletError('storage-denied', 'Storage is blocked. Allow it.'));
  await say('hi');
  const notices = () => find(agent, 'kinglet-notices').shadowRoot;
  await expect.poll(() => notices()?.textContent).toContain('Storage is blocked. Allow it.');
  expect(find<KingletComposer>(agent, 'kinglet-composer').text).toBe('hi');
  await userEvent.click(notices()?.querySelector('[aria-label=Dismiss]') as Element);
  await expect.poll(() => notices()?.textContent).not.toContain('Storage is blocked');
});

test('a lost worker can be restarted', async () => {
  await show({ phase: 'lost' });
  const button = () => find(agent, 'kinglet-notices').shadowRoot?.querySelector('button');
  await expect.poll(() => button()?.textContent).toBe(strings.notices.restart);
  await userEvent.click(button() as Element);
  expect(verbs()).toEqual(['restart']);
});

test('beside a tab of another version it offers a reload, and no restart', async () => {
  const error = { code: 'other-version', message: 'Another version.', details: {} } as const;
  await show({ phase: 'failed', error });
  const notices = () => find(agent, 'kinglet-notices').shadowRoot;
  await expect.poll(() => notices()?.textContent).toContain('Another version.');
  const buttons = [...(notices()?.querySelectorAll('button') ?? [])];
  expect(buttons.map(({ textContent }) => textContent)).toEqual([strings.notices.reload]);
});

test('the first-run notice about the log stays until it was read', async () => {
  await show({ settings: { ...client.state.settings, noticeRead: false } });
  const notice = find(agent, 'kinglet-log-notice');
  await userEvent.click(notice.shadowRoot?.querySelector('button') as Element);
  expect(client.calls).toEqual([['updateSettings', { noticeRead: true }]]);
  await agent.updateComplete;
  expect(agent.renderRoot.querySelector('kinglet-log-notice')).toBeNull();
});

test('at the start the conversation used last is opened again', async () => {
  const head = (id: string, updatedMs: number) => ({ id, title: id, createdMs: 0, updatedMs, leafId: null });
  await start({ conversations: [head('old', 1), head('new', 2)] });
  expect(client.calls).toEqual([['openConversation', 'new']]);
});

test('a link of the model shows its whole address before it opens', async () => {
  const href = 'https://example.com/a?very=long';
  await show({ runs: [runView('r', 'hi', { parts: [textPart(`[harmless](${href})`)] })] });
  const link = () => inMarkdown('a');
  await expect.poll(link).toBeTruthy();
  await userEvent.click(link() as Element);
  const dialog = () => find(agent, 'kinglet-link-dialog').shadowRoot?.querySelector('dialog');
  await expect.poll(() => dialog()?.open).toBe(true);
  expect(dialog()?.textContent).toContain(href);
  await userEvent.keyboard('{Escape}');
  await expect.poll(dialog).toBeFalsy();
});

test('an element that leaves the page stops listening, and comes back with the present state', async () => {
  expect(client.listenerCount).toBe(1);
  agent.remove();
  expect(client.listenerCount).toBe(0);
  client.set({ runs: [runView('r', 'hi')] });
  document.body.append(agent);
  await agent.updateComplete;
  expect(agent.renderRoot.querySelector('kinglet-thread')).not.toBeNull();
});

test('nothing carries a style attribute, which a strict CSP would refuse', async () => {
  await show({ runs: [runView('r', 'hi', { parts: [textPart('| a |\n|:-:|\n| b |')] })], approvals });
  await expect.poll(() => inMarkdown('table')).toBeTruthy();
  expect(allStyled(agent)).toEqual([]);
});

function inMarkdown(selector: string): Element | null | undefined {
  return agent.shadowRoot
    ?.querySelector('kinglet-thread')
    ?.shadowRoot?.querySelector('kinglet-answer')
    ?.shadowRoot?.querySelector('kinglet-markdown')
    ?.shadowRoot?.querySelector(selector);
}

function allStyled(root: Element | ShadowRoot): Element[] {
  const inner = [...root.querySelectorAll('*')].flatMap((child) =>
    child.shadowRoot ? allStyled(child.shadowRoot) : [],
  );
  const own = root instanceof Element && root.shadowRoot ? allStyled(root.shadowRoot) : [];
  return [...root.querySelectorAll('[style]'), ...inner, ...own];
}
