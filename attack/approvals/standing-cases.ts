import { decideToolCall, standingAllow, toolText } from '@kinglet/policy';
import type { StandingRule, ToolCall, ToolDefinition } from '@kinglet/spec';
import type { ApprovalGuard } from './approval-case.ts';
import { call, callWith, definition } from './bound-call.ts';

const allow = standingAllow(
  {
    ...{ kind: 'tool', id: 'q', tool: 'post', origin: definition.origin, risk: 'send', reason: '' },
    arguments: call.arguments,
    definition: toolText(definition),
  },
  { id: 'rule', nowMs: 0, days: 30 },
);

interface Try {
  readonly call?: ToolCall;
  readonly definition?: Partial<ToolDefinition>;
  readonly rules?: readonly StandingRule[];
  readonly nowMs?: number;
  readonly seen?: {
    readonly untrustedSeen: boolean;
    readonly privateSeen: boolean;
    readonly acted?: boolean;
  };
}

const { parameters } = definition;
const clean = { untrustedSeen: false, privateSeen: false };
const tries: readonly (readonly [string, Try])[] = [
  ['another origin under the same name', { definition: { origin: 'https://evil.example' } }],
  ['the page in place of the server', { definition: { origin: 'built-in' } }],
  ['a description that changed', { definition: { description: 'Posts a text!' } }],
  ['a schema that changed', { definition: { parameters: { ...parameters, required: ['to'] } } }],
  ['another host', { call: callWith({ to: 'https://evil.example/in' }) }],
  ['a host below the allowed one', { call: callWith({ to: 'https://x.a.example/in' }) }],
  ['a second host beside it', { call: callWith({ text: 'https://evil.example/' }) }],
  ['a rule that has expired', { nowMs: 30 * 86_400_000 }],
  ['a rule of tomorrow', { nowMs: -1 }],
  ['a rule that was withdrawn', { rules: [] }],
  ['a rule beside one that denies', { rules: [allow, { ...allow, id: 'no', effect: 'deny' }] }],
  ['a conversation that has seen text from outside', { seen: { untrustedSeen: true, privateSeen: false } }],
];

export const standingCases: ApprovalGuard = {
  guard: '"always" is for what was allowed, and not after text from outside',
  cases: tries.map(([name, facts]) => {
    const { call: made = call, definition: change = {}, rules = [allow], nowMs = 1, seen = clean } = facts;
    return {
      name,
      passes: () =>
        decideToolCall({
          ...{ definition: { ...definition, ...change }, call: made, userTexts: [], grants: [] },
          ...{ standing: { rules, nowMs }, ...seen },
        }).kind === 'allow',
      // A name that was allowed is allowed.
      passesWithout: () => allow.tool === made.name,
    };
  }),
};
