import type { ToolContext } from '@kinglet/spec';
import { expect, it } from 'vitest';
import type { ClientEvent, SiteToolInfo } from '../../shared/index.ts';
import { SiteCalls, siteTools } from './site-tools.ts';

const info: SiteToolInfo = {
  name: 'basket_add',
  description: 'Puts a loaf into the basket.',
  inputSchema: { type: 'object', properties: { loaf: { type: 'string' } } },
  risk: 'write',
  destructive: false,
};
const options = {
  taken: ['calculate'],
  origin: 'https://bakery.example',
  ask: async () => ({ content: 'done', failed: false }),
};
const context = (signal: AbortSignal): ToolContext => ({
  ...{ signal, nowMs: 0, timeZone: 'UTC', locale: 'en', userText: '', attachments: [], idempotencyKey: 'k' },
});

it('a tool of the page is of its origin and runs there', async () => {
  const [tool] = siteTools([info], options);
  expect(tool?.definition).toMatchObject({
    name: 'basket_add',
    origin: 'https://bakery.example',
    risk: 'write',
  });
  expect(await tool?.run({}, context(new AbortController().signal))).toEqual({
    content: 'done',
    failed: false,
  });
});

it('a tool of the page gets the key of its call, and says whether it heeds it', async () => {
  const asked: unknown[] = [];
  const ask = async (call: unknown) => {
    asked.push(call);
    return { content: 'done', failed: false };
  };
  const [once, many] = siteTools(
    [
      { ...info, oncePerKey: true },
      { ...info, name: 'other' },
    ],
    {
      ...options,
      ask,
    },
  );
  await once?.run({ loaf: 'Rye' }, context(new AbortController().signal));
  expect(asked).toEqual([{ name: 'basket_add', arguments: { loaf: 'Rye' }, idempotencyKey: 'k' }]);
  expect([once?.oncePerKey, many?.oncePerKey]).toEqual([true, undefined]);
});

it.each([
  [{ name: 'Basket Add' }, 'a letter first'],
  [{ name: 'calculate' }, 'a built-in tool has this name'],
  [{ description: 'x'.repeat(301) }, 'at most 300 characters'],
  [{ inputSchema: { type: 'string' as const } }, 'is not of an object'],
  [{ inputSchema: { type: 'object' as const, required: 'loaf' as never } }, '"required" of its inputSchema'],
  [{ inputSchema: { type: 'object' as const, properties: { a: null as never } } }, '"a" of its inputSchema'],
  [
    { inputSchema: { type: 'object' as const, properties: { a: { enum: 'x' as never } } } },
    '"a" of its inputSchema',
  ],
  [{ inputSchema: { type: 'object' as const, description: 'x'.repeat(4_000) } }, 'at most 4000'],
])('%j is refused with the reason', (change, reason) => {
  expect(() => siteTools([{ ...info, ...change }], options)).toThrow(reason);
});

it.each([
  ['ca1culate', 'calculate'],
  ['calcu_late', 'calculate'],
  ['basketadd', 'basket_add'],
])('[P18] %s is refused, since it looks like %s', (name, twin) => {
  expect(() => siteTools([info, { ...info, name }], options)).toThrow(`it looks like the tool "${twin}"`);
});

it('more than 32 tools are refused', () => {
  const many = Array.from({ length: 33 }, (_, index) => ({ ...info, name: `t${index}` }));
  expect(() => siteTools(many, options)).toThrow('at most 32');
});

it('asks the page, takes what comes back as text from outside, and forgets the call', async () => {
  const calls = new SiteCalls();
  const told: ClientEvent[] = [];
  const call = { id: '1', name: 'basket_add', arguments: { loaf: 'Rye' }, idempotencyKey: 'k' };
  const { signal } = new AbortController();
  const outcome = calls.ask(call, { tell: (event) => told.push(event), signal });
  expect(told).toEqual([{ type: 'site-tool-call', call }]);
  calls.end('1', { content: 'Rye is in.', failed: false, answers: true });
  calls.end('1', { content: 'again', failed: true, answers: false });
  expect(await outcome).toEqual({ content: 'Rye is in.', failed: false, untrusted: true, answers: true });
});

it('tells the page when a call is not waited for any more', () => {
  const calls = new SiteCalls();
  const told: ClientEvent[] = [];
  const controller = new AbortController();
  void calls.ask(
    { id: '1', name: 'basket_add', arguments: {}, idempotencyKey: 'k' },
    { tell: (event) => told.push(event), signal: controller.signal },
  );
  controller.abort();
  expect(told.at(-1)).toEqual({ type: 'site-tool-cancel', id: '1' });
});
