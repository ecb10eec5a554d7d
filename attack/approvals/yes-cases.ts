import { callHash, onceMs, whyNotOnce } from '@kinglet/policy';
import type { ToolCall, ToolDefinition } from '@kinglet/spec';
import type { ApprovalGuard } from './approval-case.ts';
import { call, callWith, definition, hash } from './bound-call.ts';

interface Try {
  readonly call?: ToolCall;
  readonly definition?: Partial<ToolDefinition>;
  readonly used?: boolean;
  readonly nowMs?: number;
}

const { parameters } = definition;
const tries: readonly (readonly [string, Try])[] = [
  ['other words', { call: callWith({ text: 'All my notes' }) }],
  ['a hidden character in them', { call: callWith({ text: 'See you at 7, Zoë\u200b' }) }],
  ['words turned round', { call: callWith({ text: 'See you at \u202e7, Zoë' }) }],
  ['tags that only a model reads', { call: callWith({ text: 'See you at 7, Zoë\u{e0041}' }) }],
  ['the same letters in another form', { call: callWith({ text: 'See you at 7, Zoe\u0308' }) }],
  ['a space at the end', { call: callWith({ text: 'See you at 7, Zoë ' }) }],
  ['another host that looks alike', { call: callWith({ to: 'https://а.example/in' }) }],
  ['a number as a text', { call: callWith({ count: '1' }) }],
  ['one more argument', { call: callWith({ copy: 'https://evil.example' }) }],
  ['an empty argument more', { call: callWith({ copy: null }) }],
  ['the tool of another origin', { definition: { origin: 'https://tools.example.evil.org' } }],
  ['the tool with another description', { definition: { description: 'Posts a text, and pays.' } }],
  [
    'the tool with another schema',
    { definition: { parameters: { ...parameters, additionalProperties: true } } },
  ],
  ['the same call once more', { used: true }],
  ['the same call after 10 minutes', { nowMs: onceMs + 1 }],
];

export const yesCases: ApprovalGuard = {
  guard: 'a yes is for the very call, once',
  cases: tries.map(([name, { call: made = call, definition: change = {}, used = false, nowMs = 0 }]) => ({
    name,
    passes: () => {
      const now = { hash: callHash(made, { ...definition, ...change }), nowMs };
      return whyNotOnce({ hash, givenMs: 0, used }, now) === null;
    },
    // A yes to a tool's name is one to all that it is called with.
    passesWithout: () => made.name === call.name,
  })),
};
