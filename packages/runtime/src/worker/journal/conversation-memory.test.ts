import type { AgentEvent, ApprovalDecision } from '@kinglet/spec';
import { expect, it } from 'vitest';
import type { RunRecord } from '../../shared/index.ts';
import { conversationMemory } from './conversation-memory.ts';

function run(createdMs: number, host: string, decision: ApprovalDecision): RunRecord {
  const id = `ask-${createdMs}`;
  const events: AgentEvent[] = [
    {
      type: 'approval-request',
      request: {
        ...{ kind: 'egress', id, host, model: 'big', trigger: 'user-request', preview: '' },
        ...{ promptTokens: 1, costUsd: null, reason: '' },
      },
    },
    { type: 'approval-end', id, decision },
  ];
  return {
    ...{
      id: `run-${createdMs}`,
      conversationId: 'c',
      parentId: null,
      createdMs,
      userText: '',
      attachments: [],
    },
    events,
  };
}

it('remembers where a conversation may go, since when, and whether as it is', () => {
  const memory = conversationMemory([
    run(1, 'once.example', 'once'),
    run(2, 'plain.example', 'conversation-plain'),
    run(3, 'kept.example', 'conversation'),
    run(4, 'other.example', 'conversation-plain'),
    run(5, 'other.example', 'conversation'),
    run(6, 'no.example', 'no'),
    run(7, 'once.example', 'once-plain'),
  ]);
  expect(memory).toMatchObject({
    egressGranted: ['plain.example', 'kept.example', 'other.example'],
    egressPlain: ['plain.example'],
    egressGrantedMs: { 'plain.example': 2, 'kept.example': 3, 'other.example': 5 },
  });
});
