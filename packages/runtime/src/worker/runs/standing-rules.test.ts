import 'fake-indexeddb/auto';
import type { ApprovalRequest, StandingRule } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { expect, it } from 'vitest';
import { openKeyValues } from '../key-values.ts';
import { openStandingRules } from './standing-rules.ts';
import { memoryValues } from './testing/memory-values.ts';

const definition = { name: 'wipe', description: 'Wipes.', parameters: { type: 'object' } } as const;
const request: ApprovalRequest = {
  ...{ kind: 'tool', id: 'q', tool: 'wipe', origin: 'built-in', risk: 'write', reason: '', hash: 'a' },
  ...{ arguments: {}, definition, lasting: true },
};
const clock = fakeClock();
const options = { clock, days: () => 30 };

it('[P16] a rule survives the worker in IndexedDB, with its uses, until it is withdrawn', async () => {
  const open = async () => openStandingRules(await openKeyValues('rules', { denied: () => {} }), options);
  const first = await open();
  await first.allow(request);
  const [rule] = first.list;
  await first.used(rule?.id ?? '');
  const second = await open();
  const untilMs = (rule?.sinceMs ?? 0) + 30 * 86_400_000;
  expect(second.list).toMatchObject([
    { effect: 'allow', tool: 'wipe', definition, host: null, untilMs, uses: 1 },
  ]);
  await second.withdraw(rule?.id ?? '');
  await second.used(rule?.id ?? '');
  expect((await open()).list).toEqual([]);
});

it('keeps one rule for a tool, tells of each change, and withdraws all', async () => {
  const told: (readonly StandingRule[])[] = [];
  const rules = await openStandingRules(memoryValues(), { ...options, changed: (list) => told.push(list) });
  await rules.allow(request);
  await rules.allow(request);
  await rules.allow({ ...request, origin: 'https://a.example' });
  expect(rules.list.map(({ origin }) => origin)).toEqual(['built-in', 'https://a.example']);
  await rules.setEffect(rules.list[0]?.id ?? '', 'deny');
  expect(told.at(-1)).toMatchObject([{ origin: 'https://a.example' }, { effect: 'deny' }]);
  await rules.withdrawAll();
  expect([rules.list, told.at(-1)]).toEqual([[], []]);
  await expect(rules.setEffect('gone', 'ask')).rejects.toMatchObject({ code: 'invalid-input' });
});

it('makes no rule of what cannot last, or of what leaves the device', async () => {
  const rules = await openStandingRules(memoryValues(), options);
  await rules.allow({ ...request, lasting: false });
  await rules.allow({
    ...{
      kind: 'egress',
      id: 'e',
      host: 'https://llm.example',
      model: 'm',
      trigger: 'no-answer',
      preview: '',
    },
    ...{ promptTokens: 1, costUsd: null, reason: '' },
  });
  expect(rules.list).toEqual([]);
});

it.each([
  ['no list', 'rules'],
  ['a rule without its definition', [{ id: 'r', effect: 'allow', tool: 'wipe', origin: 'built-in' }]],
  ['an effect that there is not', { effect: 'always' }],
  ['a time that is none', { untilMs: '9' }],
  ['uses below none', { uses: -1 }],
  ['a host that is none', { host: 7 }],
  ['another schema', { definition: { ...definition, parameters: [] } }],
])('reads %s as nothing that is allowed', async (_, stored) => {
  const values = memoryValues();
  const rules = await openStandingRules(values, options);
  await rules.allow(request);
  const [whole] = rules.list;
  await values.put(
    'approvals',
    Array.isArray(stored) || typeof stored === 'string' ? stored : [{ ...whole, ...stored }],
  );
  expect((await openStandingRules(values, options)).list).toEqual([]);
});
