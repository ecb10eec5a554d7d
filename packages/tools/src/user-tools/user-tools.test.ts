import { expect, test } from 'vitest';
import { call } from '../testing/tool-context.ts';
import type { Sandbox } from './sandbox.ts';
import { userTools } from './user-tools.ts';

const vat = {
  name: 'vat',
  description: 'Adds VAT.',
  arguments: [
    { name: 'price', description: 'without VAT', kind: 'number', optional: false },
    { name: 'gift', description: '', kind: 'yes-no', optional: true },
  ],
  body: 'return price * 1.2',
  enabled: true,
  imported: false,
} as const;

const sandbox: Sandbox = {
  run: async ({ tool, args }) =>
    tool.body === '' ? { ok: false, reason: 'Line 1: no' } : { ok: true, content: JSON.stringify(args) },
};
const only = (change: Partial<typeof vat> | { imported: boolean } | { body: string }) => {
  const [tool] = userTools([{ ...vat, ...change }], sandbox);
  if (tool === undefined) throw new Error('no tool');
  return tool;
};

test('an enabled one is a tool of the user that only reads', () => {
  expect(userTools([{ ...vat, enabled: false }], sandbox)).toEqual([]);
  const { definition, spans } = only({});
  expect(definition).toMatchObject({
    name: 'vat',
    origin: 'user',
    risk: 'read',
    parameters: {
      properties: { price: { type: 'number', description: 'without VAT' }, gift: { type: 'boolean' } },
      required: ['price'],
    },
  });
  expect(spans).toBeUndefined();
});

test('what an imported one says is from outside, also where it fails', async () => {
  expect((await call(only({}), { price: '1' })).untrusted).toBeUndefined();
  expect(await call(only({ imported: true }), { price: '1' })).toMatchObject({
    untrusted: true,
    failed: false,
  });
  expect(await call(only({ imported: true, body: '' }), {})).toMatchObject({
    untrusted: true,
    failed: true,
    content: 'vat: Line 1: no',
  });
});
