import { mount, recordActions, ScriptedClient } from '@kinglet/element/testing';
import type { StandingRule } from '@kinglet/spec';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import './approvals-section.ts';

const rule: StandingRule = {
  ...{ id: 'r1', effect: 'allow', tool: 'post', origin: 'https://tools.example', host: 'a.example', uses: 2 },
  ...{
    definition: { name: 'post', description: '', parameters: {} },
    sinceMs: 0,
    untilMs: Date.now() + 60_000,
  },
};

async function show(standingRules: readonly StandingRule[]) {
  const section = document.createElement('kinglet-approvals-section');
  const actions = recordActions(section);
  await mount(section, { state: { ...new ScriptedClient().state, standingRules } });
  return { section, actions };
}

test('says where the list would be, and offers nothing to withdraw, while there is none', async () => {
  const { section } = await show([]);
  expect(section.renderRoot.textContent).toContain('Always allow');
  expect(section.renderRoot.querySelector('button')).toBeNull();
});

test('lists each rule with what it is for, and asks to change or withdraw it', async () => {
  await page.viewport(360, 700);
  const { section, actions } = await show([
    rule,
    { ...rule, id: 'r2', tool: 'wipe', origin: 'built-in', host: null, effect: 'deny' },
  ]);
  const [first, second] = section.renderRoot.querySelectorAll('li');
  for (const part of ['post', 'from https://tools.example', 'to a.example', 'until', 'used 2 times']) {
    expect(first?.textContent).toContain(part);
  }
  expect(second?.textContent).not.toContain('until');
  expect(second?.querySelector('select')?.value).toBe('deny');
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  await userEvent.selectOptions(page.getByLabelText('Rule for post', { exact: true }), 'ask');
  await userEvent.click(page.getByRole('button', { name: 'Withdraw the rule for wipe' }));
  await userEvent.click(page.getByRole('button', { name: 'Withdraw all' }));
  await userEvent.fill(page.getByLabelText('holds for days'), '7');
  await userEvent.tab();
  expect(actions).toEqual([
    { type: 'set-rule', id: 'r1', effect: 'ask' },
    { type: 'withdraw-rule', id: 'r2' },
    { type: 'withdraw-all-rules' },
    { type: 'update-settings', patch: { approvalDays: 7 } },
  ]);
});

test('says of a rule that is over that it is', async () => {
  const { section } = await show([{ ...rule, untilMs: 86_400_000 }]);
  expect(section.renderRoot.textContent).toContain('ended on');
});
