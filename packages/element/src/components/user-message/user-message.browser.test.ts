import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { KingletAction } from '../../controller/action.ts';
import { runView } from '../../testing/fixtures.ts';
import { find, mount, recordActions } from '../../testing/mount.ts';
import { KingletUserMessage } from './user-message.ts';

let message: KingletUserMessage;
let actions: KingletAction[];

beforeEach(async () => {
  message = await mount(new KingletUserMessage(), {
    run: runView('r1', 'Hello <b>you</b>'),
    siblings: ['r0', 'r1'],
    editable: true,
  });
  actions = recordActions(message);
});

test('shows what was said as text', () => {
  expect(find(message, '.bubble').textContent).toBe('Hello <b>you</b>');
});

test('can be edited: Enter sends the new text, Escape keeps the old one', async () => {
  await userEvent.click(find(message, '[aria-label=Edit]'));
  await userEvent.keyboard('{Escape}');
  await message.updateComplete;
  await userEvent.click(find(message, '[aria-label=Edit]'));
  await expect.poll(() => message.shadowRoot?.activeElement?.localName).toBe('textarea');
  await userEvent.fill(find<HTMLTextAreaElement>(message, 'textarea'), 'Other');
  await userEvent.keyboard('{Enter}');
  expect(actions).toEqual([{ type: 'edit', runId: 'r1', text: 'Other' }]);
});

test('switches to another version', async () => {
  expect(find(message, '.branches').getAttribute('aria-label')).toBe('Version 2 of 2');
  expect(find<HTMLButtonElement>(message, '[aria-label="Next version"]').disabled).toBe(true);
  await userEvent.click(find(message, '[aria-label="Previous version"]'));
  expect(actions).toEqual([{ type: 'select-branch', runId: 'r0' }]);
});

test('an older message with one version has no buttons', async () => {
  message.editable = false;
  message.siblings = [];
  await message.updateComplete;
  expect(message.renderRoot.querySelector('button')).toBeNull();
});
