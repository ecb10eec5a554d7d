import { type AdapterInfo, type ToolDefinition, toolSignatures } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import type { AdapterRule } from './policy-file.ts';
import { type AdapterFacts, routeAdapter } from './route-adapter.ts';

function tool(name: string, origin = 'built-in', args: readonly string[] = ['text']): ToolDefinition {
  const properties = Object.fromEntries(args.map((arg) => [arg, { type: 'string' as const }]));
  return {
    name,
    description: name,
    parameters: { type: 'object', properties, required: [...args] },
    risk: 'read',
    destructive: false,
    timeoutMs: 1_000,
    origin,
  };
}

const builtIn = [tool('note'), tool('time')];
const connected = tool('weather', 'https://tools.example');
const bare: AdapterInfo = { id: 'bare', format: 'bare', tools: toolSignatures(builtIn) };
const schemas: AdapterInfo = { id: 'schemas', format: 'schemas', tools: '' };
const facts: AdapterFacts = { adapters: [schemas, bare], tools: [...builtIn, connected], handedOn: [] };

function chosen(change: Partial<AdapterFacts>) {
  const choice = routeAdapter({ ...facts, ...change });
  if (choice.kind !== 'adapter') return choice;
  return { ...choice, adapter: choice.adapter.id, tools: choice.tools.map(({ name }) => name) };
}

describe('routeAdapter', () => {
  it('[R6] goes without where there is no specialist or no tool', () => {
    expect(chosen({ adapters: [] })).toEqual({ kind: 'base', reason: '' });
    expect(chosen({ tools: [] })).toEqual({ kind: 'base', reason: '' });
    const empty = { ...bare, tools: '' };
    expect(chosen({ adapters: [empty], tools: [connected] })).toMatchObject({ kind: 'base' });
  });

  it('[R7] begins with the one that knows the built-in tools, whatever else is connected', () => {
    const tools = ['note', 'time'];
    expect(chosen({})).toMatchObject({ adapter: 'bare', tools });
    expect(chosen({ tools: builtIn })).toMatchObject({ adapter: 'bare', tools });
  });

  it.each([
    [
      'a tool has other arguments',
      [tool('note'), tool('time', 'built-in', ['place'])],
      'time(text) where there is time(place)',
    ],
    ['a tool is missing', [tool('note')], 'time(text) where there is no more tools'],
    ['a tool is new', [...builtIn, tool('zoom')], 'no more tools where there is zoom(text)'],
    [
      'a tool comes from elsewhere',
      [tool('note', 'https://tools.example'), tool('time')],
      'note(text) where there is time(text)',
    ],
  ])('[R8] uses no stale one and says why: %s', (_, tools, difference) => {
    const choice = chosen({ tools });
    expect(choice).toMatchObject({ adapter: 'schemas', tools: tools.map(({ name }) => name) });
    expect(choice.reason).toContain(
      `bare was trained for other tools and is not used: it knows ${difference}.`,
    );
    expect(chosen({ tools, adapters: [bare] })).toMatchObject({
      kind: 'base',
      reason: expect.stringContaining(difference),
    });
  });

  it('[R8] uses a fitting one beside a stale one without a word about it', () => {
    const choice = chosen({ adapters: [{ ...bare, id: 'old', tools: 'x()' }, bare] });
    expect(choice).toMatchObject({
      adapter: 'bare',
      reason: 'bare knows the tools here by heart, so it goes first.',
    });
  });

  it('[R9] goes on with the tools that the first one did not know', () => {
    expect(chosen({ handedOn: ['bare'] })).toMatchObject({ adapter: 'schemas', tools: ['weather'] });
    expect(chosen({ adapters: [schemas] })).toMatchObject({
      adapter: 'schemas',
      tools: ['note', 'time', 'weather'],
    });
  });

  it('[R10] stays with its specialist, says what a change costs, and asks none twice', () => {
    expect(chosen({})).toEqual(chosen({}));
    expect(chosen({ handedOn: ['bare'] }).reason).toContain('bare has no tool for it');
    expect(chosen({ handedOn: ['bare'] }).reason).toContain('costs a whole prefill');
    const twin = { ...bare, id: 'twin' };
    expect(chosen({ adapters: [bare, twin, schemas], handedOn: ['bare'] })).toMatchObject({
      adapter: 'schemas',
    });
    const other = { ...schemas, id: 'other' };
    expect(chosen({ adapters: [schemas, other], handedOn: ['schemas'] })).toMatchObject({ adapter: 'other' });
  });

  describe('with a rule of the policy file', () => {
    const own = { ...bare, id: 'own' };
    const rule: AdapterRule = {
      task: 'the shop',
      tools: bare.tools,
      adapter: 'own',
      since: '2026-11-25',
      evidence: { n: 40, correct: 36, low: 0.77 },
      against: { adapter: 'bare', n: 40, correct: 4, low: 0.04 },
    };
    const ruled = { adapters: [bare, own, schemas], rules: [rule] };

    it('[R12] begins with its specialist, and says by what evidence', () => {
      expect(chosen({ adapters: [bare, own, schemas] })).toMatchObject({ adapter: 'bare' });
      expect(chosen(ruled)).toMatchObject({
        adapter: 'own',
        tools: ['note', 'time'],
        reason:
          'own goes first by the rule for the shop of 2026-11-25: it was right on 36 of 40 held-out requests, bare on 4.',
      });
      expect(chosen({ ...ruled, handedOn: ['own'] })).toMatchObject({
        adapter: 'schemas',
        tools: ['weather'],
      });
    });

    it.each<[string, Partial<AdapterFacts>]>([
      ['its lower bound is not above', { rules: [{ ...rule, evidence: { ...rule.evidence, low: 0.04 } }] }],
      ['it is for other tools', { rules: [{ ...rule, tools: 'note(text)' }] }],
      ['its specialist is not loaded', { adapters: [bare, schemas] }],
      ['its specialist is stale', { adapters: [bare, { ...own, tools: 'x()' }, schemas] }],
    ])('[R12] changes nothing where %s', (_, change) => {
      expect(chosen({ ...ruled, ...change })).toEqual(chosen({ adapters: [bare, schemas] }));
    });
  });

  it('[R11] knows when no tool can do it', () => {
    for (const change of [
      { handedOn: ['bare', 'schemas'] },
      { handedOn: ['bare'], tools: builtIn },
      { handedOn: ['bare'], adapters: [bare] },
      { handedOn: ['schemas'], adapters: [schemas] },
    ]) {
      expect(chosen(change)).toEqual({
        kind: 'no-tool',
        reason: 'No tool on this device can do what you asked for.',
      });
    }
  });
});
