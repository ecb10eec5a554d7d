import type { ApprovalRequest } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
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

test('a click in the first 500 ms is no approval, a later one is', async () => {
  shownAgoMs = -60_000;
  card.request = { ...request, id: 'a2' };
  await card.updateComplete;
  // However late the page comes to handle it.
  shownAgoMs = -120_000;
  await userEvent.click(once());
  expect(actions).toEqual([]);
  shownAgoMs = approvalDelayMs;
  card.request = request;
  await card.updateComplete;
  await userEvent.click(once());
  expect(actions).toEqual([{ type: 'decide', approvalId: 'a1', decision: 'once' }]);
});

test('another request in the same card starts the 500 ms anew', async () => {
  shownAgoMs = -60_000;
  card.request = { ...request, id: 'a2' };
  await card.updateComplete;
  await userEvent.click(once());
  expect(actions).toEqual([]);
});

test('the keyboard alone is enough', async () => {
  card.focus();
  // Past the JSON's summary, and the first two buttons.
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(actions).toEqual([{ type: 'decide', approvalId: 'a1', decision: 'no' }]);
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
