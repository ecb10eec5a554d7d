import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { toolPart } from '../../testing/fixtures.ts';
import { find, mount, recordActions } from '../../testing/mount.ts';
import { parseArguments } from './arguments-table.ts';
import { KingletToolCard } from './tool-card.ts';

let card: KingletToolCard;

beforeEach(async () => {
  card = await mount(new KingletToolCard(), { call: toolPart() });
});

test('tells at a glance what ran, what it understood and what came out', () => {
  const glance = find(card, 'summary').textContent ?? '';
  for (const part of ['calculate', 'Done', '17.5% of 240 = 0.175 × 240', '42'])
    expect(glance).toContain(part);
});

test('opened, shows arguments as table and JSON, origin, risk and duration', async () => {
  await userEvent.click(find(card, 'summary'));
  expect(find<HTMLDetailsElement>(card, 'details').open).toBe(true);
  expect(find(card, 'tbody').textContent).toContain('17.5% of 240');
  expect(JSON.parse(find(card, '.json pre').textContent ?? '')).toEqual({ expression: '17.5% of 240' });
  for (const part of ['Built in', 'Reads only', '3 ms']) expect(find(card, 'dl').textContent).toContain(part);
});

test('one that ran by a rule says so, and the rule can be withdrawn there', async () => {
  expect(find(card, '.body').textContent).not.toContain('unasked');
  const actions = recordActions(card);
  card.call = toolPart({ ruleId: 'r1' });
  await card.updateComplete;
  await userEvent.click(find(card, 'summary'));
  await userEvent.click(find(card, '.body button'));
  expect(actions).toEqual([{ type: 'withdraw-rule', id: 'r1' }]);
  expect(find(card, '.body').textContent).toContain('asked the next time');
});

test('a failed call says so in words and shows why', async () => {
  card.call = toolPart({ state: 'failed', content: 'No such unit.', understood: null });
  await card.updateComplete;
  expect(find(card, '.state').textContent?.trim()).toBe('Failed');
  expect(find(card, '.result').textContent).toBe('No such unit.');
});

test('results are text, and a long one is cut only at a glance', async () => {
  const content = `<img src=x onerror=pwned=1>${'x'.repeat(500)}`;
  card.call = toolPart({ content });
  await card.updateComplete;
  expect(card.renderRoot.querySelector('img')).toBeNull();
  expect(find(card, '.result').textContent).toHaveLength(161);
  expect(find(card, '.body > pre').textContent).toBe(content);
});

test.each([
  ['{"a":1}', { a: 1 }],
  ['[1]', { value: '[1]' }],
  ['{"a":', { value: '{"a":' }],
])('arguments %j are shown as %o', (text, shown) => {
  expect(parseArguments(text)).toEqual(shown);
});
