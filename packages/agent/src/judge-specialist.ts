import type { Verdict } from '@kinglet/spec';
import type { Reply } from './call-model.ts';
import { judgeCalls } from './judge-calls.ts';
import { cutReason, fail, type JudgeFacts, type Judgement, trouble } from './judgement.ts';
import { checkAnswer } from './verify/answer.ts';
import { looksLikeCall } from './verify/schema.ts';

type SpecialistFacts = JudgeFacts & NonNullable<JudgeFacts['specialist']>;

/** Below this probability of its first call a specialist leaves the message to one that reads the other tools (A33). */
const sureOfCalling = 0.5;

/**
 * Says what a specialist's reply amounts to. Calls count first, then its word that no tool can do it; a text is a question,
 * or the answer where its calls have results. Where another one handed on, no call means that no tool can do it: somebody
 * wanted something done, and a chat would only claim that it was.
 */
export function judgeSpecialist(reply: Reply, facts: SpecialistFacts, verdicts: Verdict[]): Judgement {
  const { finishReason } = reply.stats;
  const isCut = finishReason === 'length' || finishReason === 'content-filter';
  const isUnsure = (reply.stats.confidence ?? 1) < sureOfCalling;
  if (reply.calls.length > 0 && isUnsure && !facts.knowsAll && !facts.hasResults) return { kind: 'hand-on' };
  if (reply.calls.length > 0 && !isCut) return judgeCalls(reply, facts, verdicts);
  if (finishReason === 'hand-on') return { kind: 'hand-on' };
  if (isCut || reply.loopStart >= 0) {
    const reason = isCut
      ? cutReason(reply)
      : 'The reply began to say the same thing over and over and was stopped.';
    const verdict = fail(verdicts, 'answer', reason);
    // Of calls that were cut none runs: the last one may lack its end, and what was to follow is not known.
    return reply.calls.length > 0 ? trouble('no-answer', verdict.reason) : unfit(verdict, facts);
  }
  if (reply.text.trim() === '' && finishReason === 'stop') return withoutCall(facts);
  if (looksLikeCall(reply.text, facts.definitions)) {
    const verdict = fail(verdicts, 'schema', 'A tool call was written as text and cannot be read.');
    if (!facts.isRepair) return { kind: 'repair', messages: [], trigger: null, toolChoice: 'auto' };
    return trouble('invalid-call', verdict.reason);
  }
  const { ground, lastResult, hasResults, isRepair } = facts;
  // What it sees of a refused call looks like a result: it may report what never was.
  if (isRepair && !hasResults && !/[?？]\s*$/u.test(reply.text)) {
    return unfit(
      fail(verdicts, 'answer', 'A call was refused, and what came in its place is no question.'),
      facts,
    );
  }
  const verdict = checkAnswer(reply.text, { ground, lastResult });
  verdicts.push(verdict);
  if (!verdict.passed) return unfit(verdict, facts);
  return { kind: hasResults ? 'answer' : 'ask', text: reply.text };
}

function withoutCall({ hasResults, wasHandedOn }: SpecialistFacts): Judgement {
  if (hasResults) return { kind: 'finish' };
  return { kind: wasHandedOn ? 'hand-on' : 'no-call' };
}

/** The results say it better where there are any. */
function unfit({ reason }: Verdict, { hasResults }: SpecialistFacts): Judgement {
  return hasResults ? { kind: 'fall-back' } : trouble('no-answer', reason);
}
