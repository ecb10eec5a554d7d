import { find, mount, ScriptedClient } from '@kinglet/element/testing';
import { KingletError } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import './fact-section.ts';

let client: ScriptedClient;
let section: HTMLElementTagNameMap['kinglet-fact-section'];

beforeEach(async () => {
  client = new ScriptedClient({ facts: [{ id: 'a', text: 'I am vegetarian', createdMs: 1 }] });
  section = document.createElement('kinglet-fact-section');
  await mount(section, { client, state: client.state });
});

test('a fact is added, edited and forgotten', async () => {
  await userEvent.fill(find(section, '#fact'), 'I live in Zurich');
  await userEvent.click(find(section, 'form.field button'));
  await expect.poll(() => client.calls.at(-1)).toEqual(['addFact', 'I live in Zurich']);
  await expect.poll(() => find<HTMLInputElement>(section, '#fact').value).toBe('');
  await userEvent.click(find(section, 'button[aria-label="Edit “I am vegetarian”"]'));
  await expect.poll(() => section.renderRoot.querySelector('li input')).toBeTruthy();
  await userEvent.fill(find(section, 'li input'), 'I am vegan');
  await userEvent.click(find(section, 'li [type=submit]'));
  await expect.poll(() => client.calls.at(-1)).toEqual(['editFact', 'a', 'I am vegan']);
  await expect.poll(() => section.renderRoot.querySelector('li input')).toBeNull();
  await userEvent.click(find(section, 'button[aria-label="Forget “I am vegetarian”"]'));
  await expect.poll(() => client.calls.at(-1)).toEqual(['removeFact', 'a']);
});

test('what cannot be kept is said, and all is forgotten only after a question', async () => {
  client.failures.set('addFact', new KingletError('invalid-input', '50 facts are kept.'));
  await userEvent.fill(find(section, '#fact'), 'one more');
  await userEvent.click(find(section, 'form.field button'));
  await expect.poll(() => find(section, '.result').textContent).toBe('50 facts are kept.');
  await userEvent.click(find(section, 'form.field button.quiet'));
  const dialog = find<HTMLElement & { renderRoot: ShadowRoot }>(section, 'kinglet-confirm');
  await expect.poll(() => dialog.renderRoot.querySelector('.danger')?.textContent).toBe('Forget');
  expect(client.calls.at(-1)?.[0]).toBe('addFact');
  const yes = dialog.renderRoot.querySelector('.danger');
  if (yes) await userEvent.click(yes);
  await expect.poll(() => client.calls.at(-1)).toEqual(['clearFacts']);
});
