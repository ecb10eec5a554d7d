import type {
  ApprovalDecision,
  ApprovalQuestion,
  StandingRule,
  ToolCall,
  ToolDefinition,
} from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import {
  callHash,
  changesSince,
  grantKey,
  onceMs,
  questionHash,
  standingAllow,
  standingFor,
  toolText,
  whyNotAnswer,
  whyNotOnce,
} from './approval.ts';

const definition: ToolDefinition = {
  name: 'post',
  description: 'Posts a text.',
  parameters: {
    type: 'object',
    properties: { to: { type: 'string' }, text: { type: 'string' } },
    required: ['to'],
  },
  risk: 'send',
  destructive: false,
  timeoutMs: 1_000,
  origin: 'https://tools.example',
};
const call: ToolCall = { id: 'c', name: 'post', arguments: { to: 'https://a.example/in', text: 'hi' } };
const question = {
  kind: 'tool',
  id: 'q',
  tool: 'post',
  origin: definition.origin,
  risk: 'send',
  arguments: call.arguments,
  definition: toolText(definition),
  lasting: true,
  reason: 'It sends.',
} as const satisfies ApprovalQuestion;
const hash = callHash(call, definition);

describe('an approval', () => {
  it('[P14] is bound to tool, origin, arguments, description and schema, and to nothing else', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(
      callHash({ ...call, id: 'other', arguments: { text: 'hi', to: 'https://a.example/in' } }, definition),
    ).toBe(hash);
    expect(questionHash(question)).toBe(hash);
    const others = [
      callHash({ ...call, name: 'pos' }, definition),
      callHash({ ...call, arguments: { ...call.arguments, text: 'hi ' } }, definition),
      callHash({ ...call, arguments: { ...call.arguments, more: null } }, definition),
      callHash(call, { ...definition, origin: 'built-in' }),
      callHash(call, { ...definition, name: 'Post' }),
      callHash(call, { ...definition, description: 'Posts a text!' }),
      callHash(call, { ...definition, parameters: { ...definition.parameters, required: [] } }),
    ];
    expect(new Set([hash, ...others]).size).toBe(others.length + 1);
  });

  it('[P14] of what leaves the device is bound to where it goes and to all of it', () => {
    const egress = {
      kind: 'egress',
      id: 'e',
      host: 'https://llm.example',
      model: 'big',
      trigger: 'no-answer',
      preview: 'a',
      promptTokens: 1,
      costUsd: null,
      reason: '',
    } as const;
    const hashes = [
      egress,
      { ...egress, host: 'https://lm.example' },
      { ...egress, model: 'b' },
      { ...egress, preview: 'ab' },
    ];
    expect(new Set(hashes.map(questionHash)).size).toBe(4);
    expect(questionHash({ ...egress, reason: 'other', costUsd: 3 })).toBe(questionHash(egress));
  });

  it.each([
    ['for this call, just given', {}, null],
    ['on its last millisecond', { nowMs: 5_000 + onceMs }, null],
    ['too old', { nowMs: 5_001 + onceMs }, /10 minutes/],
    ['from the future', { nowMs: 4_999 }, /10 minutes/],
    ['for another call', { hash: callHash({ ...call, arguments: {} }, definition) }, /Another call/],
    ['used', { used: true }, /was used/],
  ])(
    '[P15] to one call, %s',
    (_, { used = false, ...now }: { used?: boolean; nowMs?: number; hash?: string }, why) => {
      const reason = whyNotOnce({ hash, givenMs: 5_000, used }, { hash, nowMs: 5_000, ...now });
      if (why === null) expect(reason).toBeNull();
      else expect(reason).toMatch(why);
    },
  );

  it.each([
    ['once', hash, 0, true],
    ['once', hash, onceMs, true],
    ['once', hash, onceMs + 1, false],
    ['once', hash, -1, false],
    ['once', '', 0, false],
    ['once', hash.toUpperCase(), 0, false],
    ['always', hash, 0, true],
    ['always', hash, onceMs + 1, false],
    ['yes', hash, 0, false],
    ['toString', hash, 0, false],
    ['no', '', onceMs * 9, true],
  ])('[P15] as the answer %s with hash %s after %i ms', (decision, given, afterMs, counts) => {
    const asked = { question: { ...question, hash }, askedMs: 1_000 };
    const reason = whyNotAnswer(asked, {
      decision: decision as ApprovalDecision,
      hash: given,
      nowMs: 1_000 + afterMs,
    });
    expect(reason === null).toBe(counts);
  });

  it('[P15] for longer counts only where the question offers it', () => {
    const now = { hash, nowMs: 0 };
    const { lasting: _, ...bound } = { ...question, hash };
    expect(whyNotAnswer({ question: bound, askedMs: 0 }, { ...now, decision: 'once' })).toBeNull();
    expect(
      whyNotAnswer({ question: bound, askedMs: 0 }, { ...now, decision: 'conversation' }),
    ).not.toBeNull();
    expect(whyNotAnswer({ question: bound, askedMs: 0 }, { ...now, decision: 'always' })).not.toBeNull();
    expect(whyNotAnswer({ question, askedMs: 0 }, { ...now, decision: 'once' })).not.toBeNull();
  });
});

describe('a standing rule', () => {
  const rule = standingAllow(question, { id: 'r', nowMs: 1_000, days: 30 });
  const at = (
    nowMs: number,
    changes: Partial<ToolDefinition> = {},
    args = call.arguments,
    rules: readonly StandingRule[] = [rule],
  ) =>
    standingFor(rules, {
      call: { ...call, arguments: args },
      definition: { ...definition, ...changes },
      nowMs,
    })?.id ?? null;

  it('[P16] lets any call of the tool through that goes to the same host', () => {
    expect(rule).toMatchObject({
      effect: 'allow',
      host: 'a.example',
      uses: 0,
      untilMs: 1_000 + 30 * 86_400_000,
    });
    expect(at(1_000)).toBe('r');
    expect(at(1_000, {}, { to: 'https://a.example/other', text: 'more' })).toBe('r');
    expect(at(1_000, {}, { to: 'https://b.example/in' })).toBeNull();
    expect(at(1_000, {}, { to: 'https://a.example:8443/in' })).toBeNull();
    expect(at(1_000, {}, { to: 'https://a.example/in', text: 'see https://b.example' })).toBeNull();
    expect(at(1_000, {}, { to: 'nowhere' })).toBeNull();
  });

  it('[P16] expires', () => {
    expect(at(rule.untilMs - 1)).toBe('r');
    expect(at(rule.untilMs)).toBeNull();
    expect(at(999)).toBeNull();
  });

  it('[P16] is not for the tool of another origin, nor for one that changed', () => {
    for (const change of [
      { origin: 'https://tool.example' },
      { description: 'Posts it.' },
      { parameters: { type: 'object' } },
    ] as const) {
      expect(at(1_000, change), JSON.stringify(change)).toBeNull();
    }
    expect(at(1_000, { timeoutMs: 7 })).toBe('r');
  });

  it('[P11] [P12] that bars holds for the name, changed or not, and goes before one that allows', () => {
    const deny: StandingRule = { ...rule, id: 'd', effect: 'deny' };
    const askFirst: StandingRule = { ...rule, id: 'a', effect: 'ask' };
    expect(at(rule.untilMs + 1, { description: 'New.' }, {}, [rule, askFirst, deny])).toBe('d');
    expect(at(1_000, {}, call.arguments, [rule, askFirst])).toBe('a');
    expect(at(1_000, { origin: 'built-in' }, call.arguments, [deny])).toBeNull();
  });
});

describe('a changed tool', () => {
  const approved = [{ origin: definition.origin, definition: toolText(definition) }];
  it('[P17] is told field by field', () => {
    const parameters = {
      type: 'object',
      properties: { to: { type: 'string', maxLength: 9 }, copy: { type: 'string' } },
      required: [],
    } as const;
    expect(changesSince({ ...definition, description: 'Posts to all.', parameters }, approved)).toEqual([
      { field: 'description', before: 'Posts a text.', after: 'Posts to all.' },
      { field: 'parameters.to', before: '{"type":"string"}', after: '{"maxLength":9,"type":"string"}' },
      { field: 'parameters.text', before: '{"type":"string"}', after: null },
      { field: 'parameters.copy', before: null, after: '{"type":"string"}' },
      {
        field: 'parameters',
        before: '{"required":["to"],"type":"object"}',
        after: '{"required":[],"type":"object"}',
      },
    ]);
  });

  it('[P17] is none where it is as it was at some time, or was never allowed', () => {
    expect(changesSince(definition, approved)).toEqual([]);
    expect(
      changesSince(definition, [
        ...approved,
        { origin: definition.origin, definition: { ...toolText(definition), description: 'x' } },
      ]),
    ).toEqual([]);
    expect(changesSince({ ...definition, description: 'x', origin: 'built-in' }, approved)).toEqual([]);
  });

  it('[P6] has another key for its grant', () => {
    const keys = [definition, { ...definition, origin: 'built-in' }, { ...definition, description: '' }].map(
      grantKey,
    );
    expect(new Set(keys).size).toBe(3);
  });
});

describe('an answer without placeholders', () => {
  const egress: Extract<ApprovalQuestion, { kind: 'egress' }> = {
    ...({ kind: 'egress', id: 'e', host: 'api.example', model: 'big', trigger: 'user-request' } as const),
    ...{ preview: 'my <EMAIL_1>', promptTokens: 3, costUsd: null, reason: '' },
  };
  const both = { ...egress, plainPreview: 'my ann@example.com' };
  const whyNot = (
    question: Parameters<typeof questionHash>[0],
    decision: 'once-plain' | 'conversation-plain',
  ) => {
    const hash = questionHash(question);
    return whyNotAnswer({ question: { ...question, hash }, askedMs: 0 }, { decision, hash, nowMs: 1 });
  };

  it.each(['once-plain', 'conversation-plain'] as const)(
    '[P14] %s counts where both were shown',
    (decision) => {
      expect(whyNot(both, decision)).toBeNull();
      expect(whyNot(egress, decision)).toContain('not at all');
    },
  );

  it('[P14] is bound to what would be sent so', () => {
    expect(questionHash(both)).not.toBe(questionHash({ ...both, plainPreview: 'my bob@example.com' }));
    expect(questionHash(both)).not.toBe(questionHash(egress));
  });
});
