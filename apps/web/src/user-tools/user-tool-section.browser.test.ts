import { find, mount, ScriptedClient } from '@kinglet/element/testing';
import { KingletError, type UserTool } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import './user-tool-section.ts';

const vat: UserTool = {
  name: 'vat',
  description: 'Adds VAT.',
  arguments: [{ name: 'price', description: '', kind: 'number', optional: false }],
  body: 'return price * 1.2',
  enabled: true,
  imported: false,
};
let client: ScriptedClient;
let section: HTMLElementTagNameMap['kinglet-user-tool-section'];

beforeEach(async () => {
  client = new ScriptedClient({
    userTools: [vat, { ...vat, name: 'other', enabled: false, imported: true }],
  });
  section = document.createElement('kinglet-user-tool-section');
  await mount(section, { client, state: client.state });
});

const editor = () => find<HTMLElement & { renderRoot: ShadowRoot }>(section, 'kinglet-user-tool-editor');
const inEditor = <T extends HTMLElement>(selector: string) => {
  const found = editor().renderRoot.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const button = (name: string, root: ParentNode = section.renderRoot) => {
  const all = [...root.querySelectorAll<HTMLButtonElement>('button')];
  const found = all.find((each) => (each.getAttribute('aria-label') ?? each.textContent?.trim()) === name);
  if (!found) throw new Error(`no button ${name}`);
  return found;
};

test('a tool is written, tried and saved', async () => {
  await userEvent.click(button('New tool'));
  await expect.poll(() => section.renderRoot.querySelector('kinglet-user-tool-editor')).toBeTruthy();
  await userEvent.fill(inEditor('#argument-0'), 'price');
  await userEvent.fill(inEditor('#body'), 'return price * 2');
  await expect.poll(() => inEditor('#try label').textContent).toBe('price');
  await userEvent.fill(inEditor('#try-0'), '21');
  await userEvent.click(button('Run', editor().renderRoot));
  await expect.poll(() => inEditor('output').textContent?.trim()).toBe('42');
  expect(client.calls.at(-1)).toMatchObject(['tryUserTool', { body: 'return price * 2' }, { price: 21 }]);
  client.userToolTry = { ok: false, reason: 'Line 1: no' };
  await userEvent.click(button('Run', editor().renderRoot));
  await expect.poll(() => inEditor('output').textContent?.trim()).toBe('Line 1: no');

  await userEvent.fill(inEditor('#name'), 'double');
  await userEvent.fill(inEditor('#description'), 'Doubles a price.');
  client.failures.set('saveUserTool', new KingletError('invalid-input', 'Take another name.'));
  await userEvent.click(button('Save', editor().renderRoot));
  await expect.poll(() => inEditor('.result[role=status]').textContent).toBe('Take another name.');
  await userEvent.click(button('Save', editor().renderRoot));
  await expect.poll(() => section.renderRoot.querySelector('kinglet-user-tool-editor')).toBeNull();
  const saved = { ...vat, name: 'double', description: 'Doubles a price.', body: 'return price * 2' };
  expect(client.calls.at(-1)).toEqual(['saveUserTool', saved, { replaces: null }]);
});

test('a tool is switched off, edited in place, and deleted after a question', async () => {
  await userEvent.click(find(section, 'input[aria-label="Use vat"]'));
  await expect
    .poll(() => client.calls.at(-1))
    .toEqual(['saveUserTool', { ...vat, enabled: false }, { replaces: 'vat' }]);
  await userEvent.click(button('Edit vat'));
  await expect.poll(() => inEditor<HTMLInputElement>('#name').value).toBe('vat');
  // The list may come anew meanwhile.
  await userEvent.fill(inEditor('#description'), 'Adds more.');
  section.state = { ...client.state, userTools: structuredClone(client.state.userTools) };
  await section.updateComplete;
  await userEvent.click(button('Save', editor().renderRoot));
  await expect
    .poll(() => client.calls.at(-1))
    .toEqual(['saveUserTool', { ...vat, description: 'Adds more.' }, { replaces: 'vat' }]);
  await userEvent.click(button('Delete vat'));
  const dialog = find<HTMLElement & { renderRoot: ShadowRoot }>(section, 'kinglet-confirm');
  await expect
    .poll(() => dialog.renderRoot.querySelector('dialog')?.textContent)
    .toContain('Delete the tool vat?');
  await userEvent.click(button('Delete', dialog.renderRoot));
  await expect.poll(() => client.calls.at(-1)).toEqual(['removeUserTool', 'vat']);
});

test('a file of tools is taken in, and what is wrong with it is said', async () => {
  client.userToolImport = { added: 2, refused: ['“9” is no name for a tool.'] };
  const input = find<HTMLInputElement>(section, 'input[type=file]');
  await userEvent.upload(input, new File(['{}'], 'tools.json', { type: 'application/json' }));
  await expect.poll(() => client.calls.at(-1)).toEqual(['importUserTools', '{}']);
  const result = () => find(section, '.result').textContent;
  await expect.poll(result).toContain('Taken from the file: 2.');
  expect(result()).toContain('is no name');
  expect(section.renderRoot.textContent).toContain('(from a file)');
});
