import type { JsonObject, RiskClass, StandingRule, ToolDefinition } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { grantKey, standingAllow, toolText } from './approval.ts';
import { decideToolCall, type ToolCallFacts } from './decide-tool-call.ts';

const definition: ToolDefinition = {
  name: 'go',
  description: 'Goes.',
  parameters: { type: 'object', properties: { how: { enum: ['fast', 'slow'] } } },
  risk: 'send',
  destructive: false,
  timeoutMs: 1_000,
  origin: 'built-in',
};

const go = grantKey(definition);

type Given = Partial<Omit<ToolCallFacts, 'definition' | 'call'>> & {
  readonly tool?: Partial<ToolDefinition>;
  readonly args?: JsonObject;
};

function decide({ tool = {}, args = {}, ...facts }: Given) {
  return decideToolCall({
    definition: { ...definition, ...tool },
    call: { id: 'c', name: 'go', arguments: args },
    userTexts: [],
    grants: [],
    untrustedSeen: false,
    privateSeen: false,
    ...facts,
  });
}

const exposed = { untrustedSeen: true, privateSeen: true };
const address = { url: 'https://example.com/a' };
const named = { userTexts: ['see https://example.com/a'] };

describe('decideToolCall', () => {
  it('[P1] denies another definition and an unknown risk class', () => {
    expect(decide({ tool: { name: 'other', risk: 'read' } }).kind).toBe('deny');
    expect(decide({ tool: { risk: 'magic' as RiskClass } }).kind).toBe('deny');
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'https://user:pass@example.com',
    'ftp://example.com',
  ])('[P2] denies %s, granted or not', (url) => {
    expect(decide({ args: { url }, grants: [go], userTexts: [url] }).kind).toBe('deny');
  });

  it('[P3] allows to read, whatever was seen', () => {
    expect(decide({ tool: { risk: 'read' }, ...exposed }).kind).toBe('allow');
  });

  it('[P4] asks before each send after outside text, granted and named or not', () => {
    expect(decide({ args: address, ...named, grants: [go], untrustedSeen: true }).kind).toBe('ask');
  });

  it('[P5] asks before each write once outside text and private data were seen', () => {
    const write = { tool: { risk: 'write' }, grants: [go] } as const;
    expect(decide({ ...write, ...exposed }).kind).toBe('ask');
    expect(decide({ ...write, untrustedSeen: true }).kind).toBe('allow');
    expect(decide({ ...write, privateSeen: true }).kind).toBe('allow');
  });

  it('[P5] asks before a second change after outside text', () => {
    expect(decide({ tool: { risk: 'write' }, untrustedSeen: true, acted: true }).kind).toBe('ask');
    expect(decide({ tool: { risk: 'write' }, acted: true }).kind).toBe('allow');
  });

  it('[P6] keeps a grant to one tool of one origin, as it was', () => {
    const elsewhere = { origin: 'https://tools.example' };
    expect(decide({ args: address, grants: [go] }).kind).toBe('allow');
    expect(decide({ args: address, grants: [grantKey({ ...definition, name: 'gone' })] }).kind).toBe('ask');
    expect(decide({ args: address, grants: [go], tool: elsewhere }).kind).toBe('ask');
    expect(decide({ args: address, grants: [go], tool: { description: 'Goes far.' } }).kind).toBe('ask');
    const key = grantKey({ ...definition, ...elsewhere });
    expect(decide({ args: address, grants: [key], tool: elsewhere }).kind).toBe('allow');
    expect(decide({ tool: { risk: 'write', destructive: true }, grants: [go] }).kind).toBe('allow');
  });

  it('[P7] allows to fetch what the user named, and nothing that carries more', () => {
    expect(decide({ args: address, ...named }).kind).toBe('allow');
    expect(decide({ args: { ...address, how: 'fast' }, ...named }).kind).toBe('allow');
    expect(decide({ args: { ...address, body: 'secret' }, ...named }).kind).toBe('ask');
    expect(decide({ args: { ...address, count: 7 }, ...named }).kind).toBe('ask');
    expect(decide({ args: {}, ...named }).kind).toBe('ask');
  });

  it('[P8] asks before other sends and before destroying, and allows other writes', () => {
    expect(decide({ args: address }).kind).toBe('ask');
    expect(decide({ tool: { risk: 'write', destructive: true } }).kind).toBe('ask');
    expect(decide({ tool: { risk: 'write' } }).kind).toBe('allow');
  });

  it("[P3] [P4] [P8] treats another server's tool as what it is: it hears its arguments", () => {
    const remote = { origin: 'https://tools.example' };
    const page = { pageOrigin: remote.origin };
    const read = { tool: { ...remote, risk: 'read' } } as const;
    expect(decide(read).kind).toBe('allow');
    expect(decide({ ...read, ...exposed }).kind).toBe('ask');
    expect(decide({ ...read, ...exposed, ...page }).kind).toBe('allow');
    const write = { tool: { ...remote, risk: 'write' } } as const;
    expect(decide(write)).toMatchObject({ kind: 'ask', lasting: true });
    expect(decide({ ...write, untrustedSeen: true })).not.toHaveProperty('lasting');
    expect(decide({ ...write, untrustedSeen: true, ...page }).kind).toBe('allow');
    expect(decide({ tool: { origin: 'user', risk: 'read' }, ...exposed }).kind).toBe('allow');
  });

  describe('with standing rules', () => {
    const definitionText = toolText(definition);
    const request = {
      kind: 'tool',
      id: 'q',
      tool: 'go',
      origin: 'built-in',
      risk: 'send',
      arguments: address,
      definition: definitionText,
      reason: '',
    } as const;
    const rule = standingAllow(request, { id: 'r', nowMs: 0, days: 1 });
    const held = (facts: Given, rules: readonly StandingRule[] = [rule], nowMs = 0) =>
      decide({ ...facts, standing: { rules, nowMs } });

    it('[P13] allows by one and names it, till it expires', () => {
      expect(held({ args: address })).toMatchObject({ kind: 'allow', standingId: 'r' });
      expect(held({ args: address }, [rule], 86_400_000)).toMatchObject({ kind: 'ask', lasting: true });
      expect(held({ args: address, ...named, tool: { risk: 'read' } })).not.toHaveProperty('standingId');
    });

    it('[P4] [P5] asks in spite of one', () => {
      expect(held({ args: address, untrustedSeen: true }).kind).toBe('ask');
      expect(held({ tool: { risk: 'write' }, ...exposed }, [{ ...rule, host: null }]).kind).toBe('ask');
    });

    it('[P11] [P12] denies and asks by one, also what only reads', () => {
      expect(held({ tool: { risk: 'read' } }, [{ ...rule, effect: 'deny' }]).kind).toBe('deny');
      expect(held({ tool: { risk: 'read' }, grants: [go] }, [{ ...rule, effect: 'ask' }])).toEqual({
        kind: 'ask',
        reason: 'You want to be asked each time.',
      });
    });
  });
});
