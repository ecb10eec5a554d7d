import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { KingletAction } from '../../controller/action.ts';
import { find, mount, recordActions } from '../../testing/mount.ts';
import { KingletComposer } from './composer.ts';

let composer: KingletComposer;
let actions: KingletAction[];

beforeEach(async () => {
  composer = new KingletComposer();
  await mount(composer);
  actions = recordActions(composer);
});

const area = () => find<HTMLTextAreaElement>(composer, 'textarea');
const sent = () => actions.filter(({ type }) => type === 'send');

test('Enter sends and empties, Shift+Enter makes a new line', async () => {
  await userEvent.click(area());
  await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two');
  expect(area().value).toBe('one\ntwo');
  await userEvent.keyboard('{Enter}');
  expect(sent()).toEqual([{ type: 'send', text: 'one\ntwo', files: [] }]);
  expect(area().value).toBe('');
});

test('nothing to send: the button is off and Enter does nothing', async () => {
  expect(find<HTMLButtonElement>(composer, '[type=submit]').disabled).toBe(true);
  await userEvent.click(area());
  await userEvent.keyboard('  {Enter}');
  expect(sent()).toEqual([]);
});

test('while an answer runs there is Stop, and Enter keeps the text', async () => {
  composer.running = true;
  await composer.updateComplete;
  await userEvent.click(area());
  await userEvent.keyboard('next{Enter}');
  expect(area().value).toBe('next');
  await userEvent.click(find(composer, '[aria-label=Stop]'));
  expect(sent()).toEqual([]);
  expect(actions.at(-1)).toEqual({ type: 'stop' });
});

test('the focus shows once: on the box while writing, on a button alone otherwise', async () => {
  composer.style.setProperty('--k-accent', 'green');
  const ring = (selector: string) => getComputedStyle(find(composer, selector));
  await userEvent.click(area());
  expect(ring('.box').boxShadow).not.toBe('none');
  expect(ring('textarea').outlineStyle).toBe('none');
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  expect(composer.shadowRoot?.activeElement?.localName).toBe('button');
  expect(ring('.box').boxShadow).toBe('none');
});

test('the text area grows with its text', async () => {
  const before = area().clientHeight;
  await userEvent.click(area());
  await userEvent.keyboard('a{Shift>}{Enter}{/Shift}b{Shift>}{Enter}{/Shift}c');
  expect(area().clientHeight).toBeGreaterThan(before);
});

test('files can be pasted, are listed, removed and sent', async () => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(['a,b'], 'a.csv', { type: 'text/csv' }));
  clipboardData.items.add(new File(['x'], 'x.txt'));
  area().dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  await composer.updateComplete;
  await userEvent.click(find(composer, '[aria-label="Remove x.txt"]'));
  await userEvent.click(find(composer, '[type=submit]'));
  expect(sent()).toMatchObject([{ type: 'send', text: '', files: [{ name: 'a.csv' }] }]);
});

test('turning to the composer warms the model up', async () => {
  await userEvent.click(area());
  expect(actions).toEqual([{ type: 'warm' }]);
});
