import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { KingletAction } from '../../controller/action.ts';
import { loadRender } from '../../markdown/load-render.ts';
import { remoteBadge, runView, textPart, toolPart } from '../../testing/fixtures.ts';
import { find, mount, recordActions } from '../../testing/mount.ts';
import type { KingletBadgeLine } from '../badge-line/badge-line.ts';
import type { KingletMessageActions } from '../message-actions/message-actions.ts';
import type { KingletToolCard } from '../tool-card/tool-card.ts';
import { KingletAnswer } from './answer.ts';

let answer: KingletAnswer;
let actions: KingletAction[];

beforeEach(async () => {
  await loadRender();
  answer = new KingletAnswer();
  actions = recordActions(answer);
});

const show = (change: Parameters<typeof runView>[2]) => mount(answer, { run: runView('r1', 'hi', change) });

async function badgeText(): Promise<string> {
  const line = find<KingletBadgeLine>(answer, 'kinglet-badge-line');
  await line.updateComplete;
  return line.renderRoot.textContent ?? '';
}

async function actionButtons(): Promise<KingletMessageActions> {
  const element = find<KingletMessageActions>(answer, 'kinglet-message-actions');
  await element.updateComplete;
  return element;
}

test('draws the parts in their order', async () => {
  await show({
    parts: [
      { kind: 'escalation', trigger: 'no-answer', detail: '', answered: true, localModel: null },
      toolPart(),
      textPart('**42**'),
      { kind: 'context-drop', exchanges: 2 },
    ],
  });
  const names = [...answer.renderRoot.children].map(({ localName }) => localName);
  expect(names.filter((name) => name !== 'style')).toEqual([
    'h3',
    'kinglet-escalation-note',
    'kinglet-tool-card',
    'kinglet-markdown',
    'p',
    'kinglet-badge-line',
    'kinglet-message-actions',
  ]);
});

test('the badge says where it ran, tokens, speed, first token and cost', async () => {
  await show({ parts: [textPart('x')] });
  const device = await badgeText();
  for (const part of ['On this device', '34 tokens', '21.4 tokens/s', 'first token 640 ms', 'free']) {
    expect(device).toContain(part);
  }
  await show({ badge: remoteBadge });
  const remote = await badgeText();
  for (const part of ['Remote: api.example.com', 'scripted-large', '$0.00042'])
    expect(remote).toContain(part);
});

test('the badge names the specialist that was asked and how sure it was', async () => {
  await show({ badge: { ...remoteBadge, adapter: 'builtin-135m', confidence: 0.874, certainty: 0.93 } });
  const text = await badgeText();
  for (const part of ['builtin-135m', 'Sure of its reply', '87%', 'Its calls are right with', '93%'])
    expect(text).toContain(part);
});

test('the badge names the model as people do, and by its id where no name is known', async () => {
  await show({ parts: [textPart('x')] });
  expect(await badgeText()).toContain('smollm2-135m-instruct-q4_1');
  answer.modelName = 'SmolLM2 135M Instruct';
  await answer.updateComplete;
  expect(await badgeText()).not.toContain('smollm2-135m');
  expect(await badgeText()).toContain('SmolLM2 135M Instruct');
});

test('on little room the badge is one short line, and tells the rest when opened', async () => {
  await show({ parts: [textPart('x')] });
  const line = find<KingletBadgeLine>(answer, 'kinglet-badge-line');
  answer.style.inlineSize = '20rem';
  const summary = find(line, 'summary');
  const inSight = [...summary.querySelectorAll('.fact')].filter((fact) => fact.checkVisibility());
  expect(inSight.map((fact) => fact.textContent)).toEqual(['34 tokens', '21.4 tokens/s']);
  await userEvent.click(summary);
  const details = find(line, 'dl').textContent;
  expect(find(line, 'dl').checkVisibility()).toBe(true);
  for (const part of ['WebAssembly, 8 threads', '640 ms', '880 of 912 prompt tokens reused', 'free'])
    expect(details).toContain(part);
});

test.each([
  ['180.34 cm', '**180.34 cm**.', false],
  ['180.34 cm', 'That is 180.34 cm', true],
  ['12', '1 2', true],
])('a card whose result is %j shows it above the answer %j: %s', async (content, text, shown) => {
  await show({ parts: [toolPart({ content }), textPart(text)] });
  const card = find<KingletToolCard>(answer, 'kinglet-tool-card');
  await card.updateComplete;
  expect(card.renderRoot.querySelector('.result') !== null).toBe(shown);
  expect(find(card, '.asked').textContent).toBe('17.5% of 240 = 0.175 × 240');
  expect(find(card, '.body > pre').textContent).toBe(content);
});

test('the badge says which numbers are estimates', async () => {
  await show({ parts: [textPart('x')], badge: { ...remoteBadge, estimated: true } });
  const text = await badgeText();
  for (const part of ['about 34 tokens', 'about 912 prompt tokens', 'about 21.4 tokens/s', 'about $0.00042'])
    expect(text).toContain(part);
});

test('while it runs it says what it does, and offers nothing to do with it yet', async () => {
  await show({ status: 'running', activity: 'prefill', badge: null });
  expect(find(answer, '.activity').textContent).toContain('Reading');
  expect(answer.renderRoot.querySelector('kinglet-message-actions')).toBeNull();
});

test('what did not complete says why', async () => {
  await show({ status: 'failed', notice: 'No endpoint is set. Open Settings.' });
  expect(find(answer, '.notice').textContent).toContain('No endpoint is set. Open Settings.');
  await show({ status: 'cancelled', notice: null, parts: [textPart('half')] });
  expect(answer.renderRoot.textContent).toContain('Stopped.');
});

test('rates, answers again, and asks the larger model where there is one', async () => {
  await show({ parts: [textPart('x')] });
  answer.canAskLarger = true;
  await answer.updateComplete;
  const buttons = await actionButtons();
  await userEvent.click(find(buttons, '[aria-label="Good answer"]'));
  await userEvent.click(find(buttons, '[aria-label="Answer again"]'));
  await userEvent.click(find(buttons, '.larger'));
  expect(actions).toEqual([
    { type: 'feedback', rowId: 'r1-row', feedback: 'up' },
    { type: 'regenerate', runId: 'r1', askLarger: false },
    { type: 'regenerate', runId: 'r1', askLarger: true },
  ]);
});

test('a second press takes a rating back', async () => {
  await show({ parts: [textPart('x')] });
  answer.feedback = 'down';
  await answer.updateComplete;
  const down = find(await actionButtons(), '[aria-label="Bad answer"]');
  expect(down.getAttribute('aria-pressed')).toBe('true');
  await userEvent.click(down);
  expect(actions).toEqual([{ type: 'feedback', rowId: 'r1-row', feedback: null }]);
});

test('an answer from memory is labelled, and the larger model offered where there is one', async () => {
  const parts = [{ ...textPart('It was 1921.'), unsupported: true as const }];
  await show({ parts });
  const note = find(answer, '.memory');
  expect(note.textContent).toContain("From the small model's memory; may be wrong.");
  expect(note.querySelector('button')).toBeNull();
  answer.canAskLarger = true;
  await answer.updateComplete;
  await userEvent.click(find(answer, '.memory button'));
  expect(actions).toEqual([{ type: 'regenerate', runId: 'r1', askLarger: true }]);
  await show({ parts: [textPart('Hello.')] });
  expect(answer.renderRoot.querySelector('.memory')).toBeNull();
});
