import { type UserTool, userToolsText } from '@kinglet/spec';
import { expect, test } from 'vitest';
import type { KeyValues } from './key-values.ts';
import { tryUserTool } from './tabs/try-user-tool.ts';
import { openUserTools } from './user-tool-shelf.ts';

const vat: UserTool = {
  name: 'vat',
  description: 'Adds VAT.',
  arguments: [{ name: 'price', description: 'without VAT', kind: 'number', optional: false }],
  body: 'return price * 1.2',
  enabled: true,
  imported: false,
};

function memory(stored: unknown = undefined): KeyValues {
  const values = new Map<string, unknown>([['user-tools', stored]]);
  return {
    get: async (key) => structuredClone(values.get(key)),
    put: async (key, value) => void values.set(key, structuredClone(value)),
    close: () => {},
  };
}
const reserved = ['note', 'read_more'];

test('keeps tools for the next visit, renamed in their place, and deletes them', async () => {
  const values = memory();
  const shelf = await openUserTools(values, { reserved });
  await shelf.save(vat, { replaces: null });
  await shelf.save({ ...vat, name: 'other' }, { replaces: null });
  await shelf.save({ ...vat, name: 'tax' }, { replaces: 'vat' });
  const next = await openUserTools(values, { reserved });
  expect(next.tools.map(({ name }) => name)).toEqual(['tax', 'other']);
  await next.remove('tax');
  expect((await openUserTools(values, { reserved })).tools.map(({ name }) => name)).toEqual(['other']);
});

test('takes no name that another tool has, and changes nothing then', async () => {
  const shelf = await openUserTools(memory(), { reserved });
  await shelf.save(vat, { replaces: null });
  for (const name of ['note', 'read_more', 'vat']) {
    await expect(shelf.save({ ...vat, name }, { replaces: null })).rejects.toThrow(
      `tool called ${name} already`,
    );
  }
  expect(shelf.tools).toEqual([vat]);
});

test('what comes from a file is off until the user switches it on', async () => {
  const shelf = await openUserTools(memory(), { reserved });
  await shelf.save(vat, { replaces: null });
  const file = userToolsText([
    { ...vat, body: 'return 1' },
    { ...vat, name: 'note' },
  ]);
  expect(await shelf.import(file)).toEqual({ added: 1, refused: [expect.stringContaining('note')] });
  expect(shelf.tools).toEqual([{ ...vat, body: 'return 1', enabled: false, imported: true }]);
});

test('keeps so many and no more', async () => {
  const many = Array.from({ length: 32 }, (_, index) => ({ ...vat, name: `tool_${index}` }));
  const shelf = await openUserTools(memory(many), { reserved });
  await expect(shelf.save(vat, { replaces: null })).rejects.toThrow('at most 32 are kept');
});

test.each([[undefined], ['no list'], [[null, 7, { name: 'x' }]], [[{ ...vat, name: 'note' }]]])(
  'starts without what is broken: %j',
  async (stored) => {
    expect((await openUserTools(memory(stored), { reserved })).tools).toEqual([]);
  },
);

test('a try is held to the arguments as a call is, and runs also where the tool is off', async () => {
  const clock = {
    nowMs: () => 0,
    monotonicMs: () => 0,
    id: () => 'id',
    sleep: (_: number, { signal }: { signal: AbortSignal }) =>
      new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  };
  const sandbox = {
    run: async ({ args }: { args: object }) => ({ ok: true, content: JSON.stringify(args) }) as const,
  };
  const off = { ...vat, enabled: false };
  expect(await tryUserTool(off, { price: 3 }, { sandbox, clock })).toEqual({
    ok: true,
    content: '{"price":3}',
  });
  expect(await tryUserTool(off, { price: 'many' }, { sandbox, clock })).toEqual({
    ok: false,
    reason: expect.stringContaining('"price"'),
  });
  await expect(tryUserTool({ ...vat, body: '' }, {}, { sandbox, clock })).rejects.toThrow('has no text');
});
