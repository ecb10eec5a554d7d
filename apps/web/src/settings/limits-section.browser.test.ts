import { find, mount, ScriptedClient } from '@kinglet/element/testing';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import './limits-section.ts';

let client: ScriptedClient;
let section: HTMLElementTagNameMap['kinglet-limits-section'];

beforeEach(async () => {
  client = new ScriptedClient();
  client.subscribe((state) => {
    section.state = state;
  });
  section = document.createElement('kinglet-limits-section');
  await mount(section, { client, state: client.state });
});

const result = () => find(section, '.result').textContent;

test('the switch holds at once, and says what it does', async () => {
  await userEvent.click(find(section, 'input[name=neverLeave]'));
  await expect.poll(result).toBe('Saved.');
  expect(client.calls).toEqual([['updateSettings', { neverLeave: true }]]);
  await expect.poll(() => find(section, '#never-hint').textContent).toContain('On: no larger model is asked');
});

test('a larger model on this device is asked where the user says so', async () => {
  await userEvent.click(find(section, 'input[name=largerLocal]'));
  await expect.poll(() => client.calls).toEqual([['updateSettings', { largerLocal: true }]]);
});

test('how often calls may be wrong is a share, or off', async () => {
  await userEvent.selectOptions(find(section, 'select'), '0.05');
  await expect.poll(() => client.calls).toEqual([['updateSettings', { mayBeWrong: 0.05 }]]);
  await userEvent.selectOptions(find(section, 'select'), '');
  await expect.poll(() => client.calls.at(-1)).toEqual(['updateSettings', { mayBeWrong: null }]);
});

test('caps are saved together; one that is none is refused where it stands', async () => {
  await userEvent.fill(find(section, '#dayUsd'), '0,5');
  await userEvent.fill(find(section, '#callsPerDay'), '2.5');
  await userEvent.click(find(section, '[type=submit]'));
  await expect.poll(result).toContain('“2.5” is no number of calls');
  expect(client.calls).toEqual([]);
  expect(find(section, '#callsPerDay').getAttribute('aria-invalid')).toBe('true');
  await userEvent.fill(find(section, '#callsPerDay'), '20');
  await userEvent.click(find(section, '[type=submit]'));
  const spend = { conversationUsd: null, dayUsd: 0.5, monthUsd: null, callsPerDay: 20 };
  await expect.poll(() => client.calls).toEqual([['updateSettings', { spend }]]);
});
