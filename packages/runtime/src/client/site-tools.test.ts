import { expect, test, vi } from 'vitest';
import type { ClientEvent, SiteToolEnd } from '../shared/index.ts';
import { type SiteTool, SiteTools } from './site-tools.ts';

const tool = (change: Partial<SiteTool> = {}): SiteTool => ({
  name: 'basket_add',
  description: 'Puts a loaf into the basket.',
  inputSchema: { type: 'object', properties: { loaf: { type: 'string' } }, required: ['loaf'] },
  execute: ({ loaf }) => `${String(loaf)} is in the basket.`,
  ...change,
});
const call: ClientEvent = {
  type: 'site-tool-call',
  call: { id: '1', name: 'basket_add', arguments: { loaf: 'Rye' }, idempotencyKey: 'k' },
};

async function endOf(tools: SiteTools, event = call): Promise<readonly [string, SiteToolEnd]> {
  return new Promise((resolve) => tools.hear(event, async (id, end) => resolve([id, end])));
}

test('a tool is told with the risk that its hints say, and gone when its signal is aborted', () => {
  const tools = new SiteTools();
  const controller = new AbortController();
  tools.register(tool(), controller);
  tools.register(tool({ name: 'read', annotations: { readOnlyHint: true } }));
  tools.register(tool({ name: 'clear', annotations: { destructiveHint: true } }));
  tools.register(tool({ name: 'order', annotations: { openWorldHint: true } }));
  expect(tools.infos.map(({ name, risk, destructive }) => [name, risk, destructive])).toEqual([
    ['basket_add', 'write', false],
    ['read', 'read', false],
    ['clear', 'write', true],
    ['order', 'send', false],
  ]);
  expect(() => tools.register(tool())).toThrow('A tool "basket_add" is registered');
  for (const name of ['basket_аdd', 'Basket_add', 'basket\u200b_add', 'basketadd']) {
    expect(() => tools.register(tool({ name })), `[P18] ${name}`).toThrow('looks like the tool "basket_add"');
  }
  controller.abort();
  expect(tools.infos.map(({ name }) => name)).toEqual(['read', 'clear', 'order']);
});

test('a tool gets the key of its call, and tells that its effect happens once for each', async () => {
  const tools = new SiteTools();
  const execute = vi.fn(() => 'done');
  tools.register(tool({ execute, annotations: { oncePerKey: true } }));
  await endOf(tools);
  expect(execute).toHaveBeenCalledWith({ loaf: 'Rye' }, expect.objectContaining({ idempotencyKey: 'k' }));
  expect(tools.infos[0]?.oncePerKey).toBe(true);
});

test('a text is an answer, other values are data, a throw is a failure', async () => {
  const tools = new SiteTools();
  tools.register(tool());
  expect(await endOf(tools)).toEqual([
    '1',
    { content: 'Rye is in the basket.', failed: false, answers: true },
  ]);
  const data = new SiteTools();
  data.register(tool({ execute: async () => ({ loaves: 2 }) }));
  expect(await endOf(data)).toEqual(['1', { content: '{"loaves":2}', failed: false, answers: false }]);
  const broken = new SiteTools();
  broken.register(
    tool({
      execute: () => {
        throw new Error('Sold out.');
      },
    }),
  );
  expect(await endOf(broken)).toEqual(['1', { content: 'Sold out.', failed: true, answers: false }]);
  expect(await endOf(new SiteTools())).toEqual([
    '1',
    { content: 'This page has no tool "basket_add" any more.', failed: true, answers: false },
  ]);
});

test('a call that is stopped aborts its signal, and a lost worker is no unhandled rejection', async () => {
  const tools = new SiteTools();
  const execute = vi.fn(
    (_args: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  tools.register(tool({ execute }));
  const reply = vi.fn(async () => {
    throw new Error('gone');
  });
  tools.hear(call, reply);
  tools.hear({ type: 'site-tool-cancel', id: '1' }, reply);
  await vi.waitFor(() => expect(reply).toHaveBeenCalledOnce());
  expect(reply).toHaveBeenCalledWith('1', { content: 'The call was stopped.', failed: true, answers: false });
});
