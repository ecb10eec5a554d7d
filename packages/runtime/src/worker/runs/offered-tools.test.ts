import { type Tool, toolSignatures } from '@kinglet/spec';
import { expect, it } from 'vitest';
import { offeredTools } from './offered-tools.ts';

let ran: string[] = [];

const tool = (name: string): Tool => ({
  definition: {
    name,
    description: name,
    parameters: { type: 'object', properties: { what: { type: 'string' } } },
    risk: 'write',
    destructive: true,
    timeoutMs: 1_000,
    origin: 'built-in',
  },
  run: async () => {
    ran.push(name);
    return { content: 'done', failed: false };
  },
});
const tools = [tool('keep'), tool('wipe')];
const definitions = (of: readonly Tool[]) => of.map(({ definition }) => definition);
const context = {
  signal: new AbortController().signal,
  nowMs: 0,
  timeZone: 'UTC',
  locale: 'en',
  userText: '',
  attachments: [],
  idempotencyKey: 'k',
};

it('a page that says nothing offers all', () => {
  expect(offeredTools(tools, undefined)).toBe(tools);
});

it('a tool that is not offered neither runs nor asks, and its result says why', async () => {
  ran = [];
  const [keep, wipe] = offeredTools(tools, ['keep']);
  expect(keep).toBe(tools[0]);
  expect(wipe?.definition).toMatchObject({ name: 'wipe', risk: 'read', destructive: false });
  expect(await wipe?.run({}, context)).toEqual({
    content: 'This site does not offer the tool "wipe".',
    failed: true,
  });
  expect(wipe?.spans?.('wipe it', { nowMs: 0, timeZone: 'UTC', hasAttachments: false })).toBeNull();
  expect(ran).toEqual([]);
});

it('the set that a specialist knows by heart stays the same', () => {
  expect(toolSignatures(definitions(offeredTools(tools, ['keep'])))).toBe(toolSignatures(definitions(tools)));
});

it('a page that allows none has none', () => {
  expect(offeredTools(tools, [])).toEqual([]);
  expect(offeredTools(tools, ['another'])).toEqual([]);
});
