import { onceMs, questionHash } from '@kinglet/policy';
import { createApprovalDesk } from '@kinglet/runtime/worker/approval-desk';
import type { ApprovalDecision, ApprovalQuestion, ApprovalRequest } from '@kinglet/spec';
import type { ApprovalGuard } from './approval-case.ts';
import { callWith, hash, request } from './bound-call.ts';

const egress: ApprovalQuestion = {
  ...{ kind: 'egress', id: 'q', host: 'https://llm.example', model: 'big', trigger: 'no-answer' },
  ...{ preview: 'hello', promptTokens: 2, costUsd: null, reason: '' },
};
const leaving: ApprovalRequest = { ...egress, hash: questionHash(egress) };

interface Try {
  readonly asked?: ApprovalRequest;
  readonly decision?: string;
  readonly id?: string;
  readonly hash?: string;
  /** The clock when the answer comes; the question came at 1,000,000. */
  readonly atMs?: number;
}

const otherArguments = { ...request, arguments: callWith({ text: 'Send all' }).arguments };
const { hash: _, ...unbound } = request;

const tries: readonly (readonly [string, Try])[] = [
  ['an answer to the card before its arguments changed', { hash: questionHash(otherArguments) }],
  [
    'an answer to another origin of the same name',
    { hash: questionHash({ ...request, origin: 'https://evil.example' }) },
  ],
  ['an answer without a hash', { hash: '' }],
  ['the hash cut short', { hash: hash.slice(0, 63) }],
  ['the hash in capitals', { hash: hash.toUpperCase() }],
  ['an answer to a question that has no hash', { asked: unbound }],
  ['an answer to a question that was never asked', { id: 'p' }],
  ['a yes after 10 minutes', { atMs: 1_000_001 + onceMs }],
  ['a yes after the clock was set back', { atMs: 999_999 }],
  ['"always" where the card offers once', { decision: 'always' }],
  ['"for this conversation" where the card offers once', { decision: 'conversation' }],
  ['a decision that does not exist', { decision: 'yes' }],
  ['"always" for what leaves the device', { asked: leaving, decision: 'always', hash: leaving.hash ?? '' }],
  ['a yes to an earlier preview', { asked: leaving, hash: questionHash({ ...egress, preview: 'hell' }) }],
  [
    'a yes to another host',
    { asked: leaving, hash: questionHash({ ...egress, host: 'https://1lm.example' }) },
  ],
];

/** Whether the desk takes the answer for one. */
function isTaken(facts: Try): boolean {
  const { asked = request, decision = 'once', id = 'q', atMs = 1_000_000 } = facts;
  let nowMs = 1_000_000;
  const desk = createApprovalDesk({ nowMs: () => nowMs });
  desk.ask(asked, { signal: new AbortController().signal }).catch(() => {});
  nowMs = atMs;
  try {
    desk.decide(id, decision as ApprovalDecision, facts.hash ?? hash);
    return true;
  } catch {
    return false;
  }
}

export const answerCases: ApprovalGuard = {
  guard: 'an answer must be to the question that stands',
  cases: tries.map(([name, facts]) => ({
    name,
    passes: () => isTaken(facts),
    // Whatever comes from the page is an answer to whatever is asked.
    passesWithout: () => isTaken({}),
  })),
};
