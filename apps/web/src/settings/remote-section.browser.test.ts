import { find, mount, ScriptedClient } from '@kinglet/element/testing';
import { KingletError } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import './remote-section.ts';

let client: ScriptedClient;
let section: HTMLElementTagNameMap['kinglet-remote-section'];

beforeEach(async () => {
  client = new ScriptedClient();
  client.subscribe((state) => {
    section.state = state;
  });
  section = document.createElement('kinglet-remote-section');
  await mount(section, { client, state: client.state });
});

const input = (name: string) => find<HTMLInputElement>(section, `input[name=${name}]`);
const result = () => find(section, '.result').textContent;

async function fill(values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await userEvent.fill(input(name), value);
  await userEvent.click(find(section, '[type=submit]'));
}

const endpoint = { baseUrl: 'https://api.example.com/v1', model: 'big' };

test('saves the endpoint; the key goes to the worker and out of the page', async () => {
  await fill({ ...endpoint, key: ' sk-secret ' });
  await expect.poll(result).toBe('Saved.');
  expect(client.calls).toEqual([
    ['setRemote', { ...endpoint, inputUsdPerMillion: null, outputUsdPerMillion: null }, 'sk-secret'],
  ]);
  expect(input('key').type).toBe('password');
  expect(input('key').value).toBe('');
  expect(document.documentElement.outerHTML + section.shadowRoot?.innerHTML).not.toContain('sk-secret');
  expect(section.renderRoot.textContent).toContain('A key is set for this visit.');
});

test('an address that is none is refused with what to write', async () => {
  await fill({ ...endpoint, baseUrl: 'ftp://example.com' });
  await expect.poll(result).toContain('no http or https address');
  expect(client.calls).toEqual([]);
});

test('Test is off without an endpoint, and tells what came', async () => {
  const test = () => find<HTMLButtonElement>(section, 'button[type=button]');
  expect(test().disabled).toBe(true);
  await fill(endpoint);
  await expect.poll(() => test().disabled).toBe(false);
  await userEvent.click(test());
  await expect.poll(result).toContain('answered in 420 ms');
});

test('what the worker refuses is said', async () => {
  client.failures.set('setRemote', new KingletError('invalid-input', 'The key has a space. Copy it again.'));
  await fill({ ...endpoint, key: 'a b' });
  await expect.poll(result).toBe('The key has a space. Copy it again.');
});

test('the endpoint can be forgotten', async () => {
  await fill(endpoint);
  await expect.poll(() => section.renderRoot.querySelector('button.quiet')).toBeTruthy();
  await userEvent.click(find(section, 'button.quiet'));
  await expect.poll(() => client.calls.at(-1)).toEqual(['setRemote', null, null]);
});
