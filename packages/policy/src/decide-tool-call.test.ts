import type { JsonObject, RiskClass, ToolDefinition } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { decideToolCall, grantKey, type ToolCallFacts } from './decide-tool-call.ts';

const definition: ToolDefinition = {
  name: 'go',
  description: 'Goes.',
  parameters: { type: 'object', properties: { how: { enum: ['fast', 'slow'] } } },
  risk: 'send',
  destructive: false,
  timeoutMs: 1_000,
  origin: 'built-in',
};

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
    expect(decide({ args: { url }, grants: ['go'], userTexts: [url] }).kind).toBe('deny');
  });

  it('[P3] allows to read, whatever was seen', () => {
    expect(decide({ tool: { risk: 'read' }, ...exposed }).kind).toBe('allow');
  });

  it('[P4] asks before each send after outside text, granted and named or not', () => {
    expect(decide({ args: address, ...named, grants: ['go'], untrustedSeen: true }).kind).toBe('ask');
  });

  it('[P5] asks before each write once outside text and private data were seen', () => {
    const write = { tool: { risk: 'write' }, grants: ['go'] } as const;
    expect(decide({ ...write, ...exposed }).kind).toBe('ask');
    expect(decide({ ...write, untrustedSeen: true }).kind).toBe('allow');
    expect(decide({ ...write, privateSeen: true }).kind).toBe('allow');
  });

  it('[P6] keeps a grant to one tool of one origin', () => {
    const elsewhere = { origin: 'https://tools.example' };
    expect(decide({ args: address, grants: ['go'] }).kind).toBe('allow');
    expect(decide({ args: address, grants: ['gone'] }).kind).toBe('ask');
    expect(decide({ args: address, grants: ['go'], tool: elsewhere }).kind).toBe('ask');
    const key = grantKey({ name: 'go', ...elsewhere });
    expect(decide({ args: address, grants: [key], tool: elsewhere }).kind).toBe('allow');
    expect(decide({ tool: { risk: 'write', destructive: true }, grants: ['go'] }).kind).toBe('allow');
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
});
