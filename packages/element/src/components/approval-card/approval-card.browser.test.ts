import type { ApprovalRequest } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { KingletAction } from '../../controller/action.ts';
import { find, mount, recordActions } from '../../testing/mount.ts';
import { KingletApprovalCard } from './approval-card.ts';
import { approvalDelayMs } from './is-deliberate.ts';

const request: ApprovalRequest = {
  kind: 'tool',
  id: 'a1',
  tool: 'delete_note',
  origin: 'built-in',
  risk: 'write',
  arguments: { note: '<b>milk</b>', count: 2 },
  reason: 'It deletes something.',
  hash: 'f00',
};

let card: KingletApprovalCard;
let actions: KingletAction[];
let shownAgoMs = 0;

beforeEach(async () => {
  shownAgoMs = approvalDelayMs;
  card = new KingletApprovalCard();
  card.now = () => performance.now() - shownAgoMs;
  actions = recordActions(card);
  await mount(card, { request });
});

const once = () => find<HTMLButtonElement>(card, '[data-decision=once]');

/** Each frame the card looks whether it has moved. */
async function twoFrames(): Promise<void> {
  for (let count = 0; count < 2; count += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

test('shows the whole call, as text', () => {
  expect(card.renderRoot.textContent).toContain('delete_note');
  expect(find(card, 'tbody').textContent).toContain('<b>milk</b>');
  expect(JSON.parse(find(card, '.json pre').textContent ?? '')).toEqual(request.arguments);
});

test('spells out what is hidden in a call', async () => {
  const url = 'https://example.com/\u202Egpj.exe';
  await mount(card, { request: { ...request, id: 'a4', arguments: { url }, reason: `It opens ${url}.` } });
  const text = card.renderRoot.textContent ?? '';
  expect(text).not.toContain('\u202E');
  expect(text.match(/https:\/\/example\.com\/⟨U\+202E⟩gpj\.exe/g)).toHaveLength(3);
});

test('a click by script is no approval', () => {
  once().click();
  once().dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  expect(actions).toEqual([]);
});

test('a click in the first 500 ms is no approval, and is told so; a later one is', async () => {
  shownAgoMs = -60_000;
  card.request = { ...request, id: 'a2' };
  await card.updateComplete;
  // However late the page comes to handle it.
  shownAgoMs = -120_000;
  await userEvent.click(once());
  expect(actions).toEqual([]);
  await card.updateComplete;
  expect(find(card, '[role=status]').textContent).toContain('answer again');
  shownAgoMs = approvalDelayMs;
  card.request = request;
  await card.updateComplete;
  await userEvent.click(once());
  expect(actions).toEqual([{ type: 'decide', approvalId: 'a1', decision: 'once', hash: 'f00' }]);
});

test.each([
  ['another request', () => Object.assign(card, { request: { ...request, id: 'a2' } })],
  [
    'the same request with other content',
    () => Object.assign(card, { request: { ...request, hash: 'b00' } }),
  ],
  ['a move under the pointer', () => card.style.setProperty('margin-block-start', '40px')],
  ['a window that comes back into focus', () => dispatchEvent(new Event('focus'))],
  ['a page that comes back into view', () => document.dispatchEvent(new Event('visibilitychange'))],
])('%s starts the 500 ms anew', async (_, change) => {
  await twoFrames();
  shownAgoMs = -60_000;
  change();
  await card.updateComplete;
  await twoFrames();
  await userEvent.click(once());
  expect(actions).toEqual([]);
});

test('the keyboard alone is enough', async () => {
  card.focus();
  // Past the JSON's summary, and the first button.
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(actions).toEqual([{ type: 'decide', approvalId: 'a1', decision: 'no', hash: 'f00' }]);
});

test('offers leave for longer only where it would count', async () => {
  const offered = () =>
    [...card.renderRoot.querySelectorAll('[data-decision]')].map((button) => button.textContent?.trim());
  expect(offered()).toEqual(['Allow once', 'No']);
  await mount(card, { request: { ...request, lasting: true } });
  expect(offered()).toEqual(['Allow once', 'Allow in this conversation', 'Always allow', 'No']);
});

test('what destroys wants a word typed first, by keyboard too, and for each request anew', async () => {
  await page.viewport(360, 700);
  await mount(card, { request: { ...request, lasting: true, destructive: true } });
  const states = () =>
    [...card.renderRoot.querySelectorAll<HTMLButtonElement>('[data-decision]')].map(
      ({ disabled }) => disabled,
    );
  expect(states()).toEqual([true, true, true, false]);
  const input = page.getByLabelText('Type “delete” to allow it');
  await userEvent.fill(input, 'yes');
  expect(states()).toEqual([true, true, true, false]);
  await userEvent.fill(input, ' Delete');
  expect(states()).toEqual([false, false, false, false]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(actions).toMatchObject([{ decision: 'once' }]);
  card.request = { ...request, id: 'a7', destructive: true };
  await card.updateComplete;
  expect(states()).toEqual([true, false]);
});

test('shows what has changed since it was allowed, as text', async () => {
  const changes = [
    { field: 'description', before: 'Deletes a note.', after: 'Deletes <b>all</b> notes.' },
    { field: 'parameters.count', before: null, after: '{"type":"integer"}' },
  ];
  await mount(card, { request: { ...request, changes } });
  const text = find(card, '.changes').textContent?.replace(/\s+/g, ' ');
  expect(text).toContain('Before: Deletes a note. Now: Deletes <b>all</b> notes.');
  expect(text).toContain('Its argument count Before: not there Now: {"type":"integer"}');
});

test('an egress card shows all that would be sent, to whom, and the cost', async () => {
  await mount(card, {
    request: {
      kind: 'egress',
      id: 'a3',
      host: 'api.example.com',
      model: 'big',
      trigger: 'tool-failed',
      preview: 'user: my <EMAIL_1>',
      promptTokens: 412,
      costUsd: null,
      reason: 'A tool failed twice.',
    },
  });
  const text = card.renderRoot.textContent ?? '';
  for (const part of ['api.example.com', 'big', 'user: my <EMAIL_1>', '412', 'no price is set']) {
    expect(text).toContain(part);
  }
});

test('shows placeholders and, where a person asks for it, what stands behind them, and answers for what it shows', async () => {
  const egress = {
    kind: 'egress',
    id: 'a5',
    hash: 'h5',
    host: 'api.example.com',
    model: 'big',
    trigger: 'tool-failed',
    preview: 'user: my <EMAIL_1>',
    plainPreview: 'user: my ann@example.com',
    promptTokens: 412,
    costUsd: null,
    reason: 'A tool failed twice.',
  } as const;
  await mount(card, { request: egress });
  const preview = () => find(card, 'pre').textContent;
  const box = () => find<HTMLInputElement>(card, 'input[type=checkbox]');
  expect(preview()).toBe(egress.preview);
  box().click();
  find<HTMLElement>(card, 'label.plain').click();
  await card.updateComplete;
  expect(preview()).toBe(egress.preview);
  expect(box().checked).toBe(false);
  await userEvent.click(box());
  await card.updateComplete;
  expect(preview()).toBe(egress.plainPreview);
  await userEvent.click(once());
  expect(actions).toEqual([{ type: 'decide', approvalId: 'a5', decision: 'once-plain', hash: 'h5' }]);
  // The next question begins with placeholders.
  await mount(card, { request: { ...egress, id: 'a6' } });
  await card.updateComplete;
  expect(preview()).toBe(egress.preview);
});
