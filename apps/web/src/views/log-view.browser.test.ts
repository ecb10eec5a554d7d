import { find, logRow, mount, recordActions, ScriptedClient } from '@kinglet/element/testing';
import { KingletError } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import './log-view.ts';

let client: ScriptedClient;
let view: HTMLElementTagNameMap['kinglet-log-view'];

beforeEach(async () => {
  client = new ScriptedClient();
  client.logRows = [logRow('a'), logRow('b', { prompt: '<img src=x onerror=pwned=1>' })];
  view = document.createElement('kinglet-log-view');
  await mount(view, { client, state: client.state });
  await expect.poll(() => rows().length).toBe(2);
});

const rows = () => [...view.renderRoot.querySelectorAll('kinglet-log-row')];
const verbs = () => client.calls.map(([verb]) => verb);
const confirmDelete = async () => {
  const dialog = () => find(view, 'kinglet-confirm').shadowRoot?.querySelector('.danger');
  await expect.poll(dialog).toBeTruthy();
  await userEvent.click(dialog() as Element);
};

test('a row tells everything when opened, and shows hostile text as text', async () => {
  const row = rows()[1];
  if (!row) throw new Error('Two rows are needed.');
  await userEvent.click(find(row, 'summary'));
  await expect.poll(() => row.renderRoot.textContent).toContain('912 in, 34 out, 880 reused');
  expect(row.renderRoot.textContent).toContain('<img src=x onerror=pwned=1>');
  expect(row.renderRoot.querySelector('img')).toBeNull();
});

test('a row says which numbers are estimates', async () => {
  const { stats } = logRow('c');
  client.logRows = [
    logRow('c', { stats: { ...stats, costUsd: 0.00042, usage: { ...stats.usage, estimated: true } } }),
  ];
  await userEvent.click(find(view, '.between input'));
  await expect.poll(() => rows().length).toBe(1);
  const [row] = rows();
  if (!row) throw new Error('A row is needed.');
  await userEvent.click(find(row, 'summary'));
  await expect.poll(() => row.renderRoot.textContent).toContain('about 912 in, 34 out, 880 reused');
  expect(row.renderRoot.textContent).toContain('about $0.00042');
});

test('the filter asks the log again', async () => {
  await userEvent.fill(find<HTMLInputElement>(view, 'input[type=search]'), 'milk');
  await userEvent.click(find(view, '.between input'));
  expect(client.calls.at(-1)).toEqual(['queryLog', { limit: 50, text: 'milk', escalatedOnly: true }]);
});

test('one row is deleted after a question, and Keep keeps it', async () => {
  const [row] = rows();
  if (!row) throw new Error('A row is needed.');
  await userEvent.click(find(row, 'summary'));
  await expect.poll(() => row.renderRoot.querySelector('.body button')).toBeTruthy();
  await userEvent.click(find(row, '.body button'));
  await userEvent.keyboard('{Escape}');
  expect(verbs()).not.toContain('deleteLogRow');
  await expect.poll(() => row.shadowRoot?.activeElement).toBe(find(row, '.body button'));
  await userEvent.click(find(row, '.body button'));
  await confirmDelete();
  await expect.poll(() => client.calls.at(-1)).toEqual(['deleteLogRow', 'a']);
  await expect.poll(() => rows().length).toBe(1);
});

test('all rows are deleted after a question', async () => {
  await userEvent.click(find(view, '.between .danger'));
  await confirmDelete();
  await expect.poll(verbs).toContain('clearLog');
});

test('a log that cannot be read says why', async () => {
  client.failures.set('queryLog', new KingletError('storage-denied', 'Storage is blocked. Allow it.'));
  await userEvent.fill(find<HTMLInputElement>(view, 'input[type=search]'), 'x');
  await expect.poll(() => view.renderRoot.textContent).toContain('Storage is blocked. Allow it.');
});

test('what is kept can be changed: off, hashes, days within their range', async () => {
  const actions = recordActions(view);
  find<HTMLDetailsElement>(view, '.keep').open = true;
  await userEvent.click(find(view, '.keep input[type=checkbox]'));
  await userEvent.selectOptions(find<HTMLSelectElement>(view, '.keep select'), 'hash');
  const days = find<HTMLInputElement>(view, '.keep input[type=number]');
  await userEvent.fill(days, '0');
  await userEvent.tab();
  await userEvent.fill(days, '30');
  await userEvent.tab();
  const log = client.state.settings.log;
  expect(actions).toEqual(
    [{ enabled: false }, { retention: 'hash' }, { retentionDays: 30 }].map((patch) => ({
      type: 'update-settings',
      patch: { log: { ...log, ...patch } },
    })),
  );
});

test('the rows that fit the filter are saved to train on, and the command is said', async () => {
  await userEvent.fill(find<HTMLInputElement>(view, 'input[type=search]'), 'milk');
  const names: string[] = [];
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    names.push(this.download);
  };
  const button = [...view.renderRoot.querySelectorAll('button')].find(({ textContent }) =>
    textContent?.startsWith('Train'),
  );
  const panel = () => find(view, 'kinglet-train-panel').shadowRoot?.querySelector('dialog');
  try {
    await userEvent.click(button as Element);
    await expect.poll(() => panel()?.textContent).toContain('mv kinglet-rows.jsonl mine/train.jsonl');
    expect(panel()?.textContent).toContain('Rows: 1. Left out: 2');
    expect(names).toEqual(['kinglet-rows.jsonl']);
    expect(client.calls.at(-1)).toEqual(['exportDataset', { text: 'milk' }]);
    panel()?.close();

    client.datasetExport = { lines: '', rows: 0, leftOut: 12 };
    await userEvent.click(button as Element);
    await expect.poll(() => panel()?.textContent).toContain('None of the 12 rows');
    expect(names).toHaveLength(1);
    panel()?.close();
  } finally {
    HTMLAnchorElement.prototype.click = click;
  }
});
