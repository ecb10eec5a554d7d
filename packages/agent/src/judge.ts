import type { Verdict } from '@kinglet/spec';
import type { Reply } from './call-model.ts';
import { judgeCalls } from './judge-calls.ts';
import { judgeSpecialist } from './judge-specialist.ts';
import { cutReason, fail, type JudgeFacts, type Judgement, trouble } from './judgement.ts';
import { checkAnswer } from './verify/answer.ts';
import { looksLikeCall } from './verify/schema.ts';
import { checkSupport } from './verify/unsupported.ts';

/** Checks a reply for free, and says what follows. Pure. */
export function judge(reply: Reply, facts: JudgeFacts): { verdicts: Verdict[]; judgement: Judgement } {
  const verdicts: Verdict[] = [];
  return { verdicts, judgement: judgementOf(reply, facts, verdicts) };
}

function judgementOf(reply: Reply, facts: JudgeFacts, verdicts: Verdict[]): Judgement {
  if (facts.specialist !== null) return judgeSpecialist(reply, { ...facts, ...facts.specialist }, verdicts);
  return reply.calls.length > 0 ? judgeCalls(reply, facts, verdicts) : judgeText(reply, facts, verdicts);
}

function judgeText(reply: Reply, facts: JudgeFacts, verdicts: Verdict[]): Judgement {
  const { text, stats } = reply;
  if (facts.isSelection && text.trim() === '' && stats.finishReason === 'stop') return { kind: 'no-call' };
  if (looksLikeCall(text, facts.definitions)) {
    const verdict = fail(verdicts, 'schema', 'A tool call was written as text and cannot be read.');
    if (!facts.isRepair) return { kind: 'repair', messages: [], trigger: null, toolChoice: 'required' };
    return trouble('invalid-call', verdict.reason);
  }
  if (reply.loopStart >= 0) {
    const verdict = fail(
      verdicts,
      'answer',
      'The answer began to say the same thing over and over and was stopped.',
    );
    if (canFallBack(facts)) return { kind: 'fall-back' };
    return trouble('no-answer', verdict.reason, { partial: text.slice(0, reply.loopStart).trimEnd() });
  }
  if (stats.finishReason === 'length' || stats.finishReason === 'content-filter') {
    const verdict = fail(verdicts, 'answer', cutReason(reply));
    const advice = stats.finishReason === 'length' && text !== '' ? 'Write "go on" for the rest.' : '';
    return trouble('no-answer', verdict.reason, { partial: text, advice });
  }
  const { ground, isRemote, lastResult } = facts;
  const verdict = checkAnswer(text, { ground, lastResult: isRemote ? null : lastResult });
  verdicts.push(verdict);
  if (verdict.passed) {
    const support = isRemote || lastResult !== null ? null : checkSupport(text, ground);
    if (support !== null) verdicts.push(support);
    return { kind: 'answer', text };
  }
  if (canFallBack(facts)) return { kind: 'fall-back' };
  return trouble('no-answer', verdict.reason);
}

function canFallBack({ lastResult, isRemote }: JudgeFacts): boolean {
  return lastResult !== null && !isRemote;
}
