import type { Verdict } from '@kinglet/spec';
import { chatText, systemText } from '../prompt/system-text.ts';
import { type Ground, isGrounded } from './grounding.ts';
import { loopStart } from './text-loop.ts';
import { numbersOf, plain } from './tokens.ts';

const echoLength = 60;
/** A longer result is a document, which an answer may sum up without its numbers. */
const shortResultLength = 200;

export interface AnswerFacts {
  /** The result of the run's last tool call where it succeeded, else null. */
  readonly lastResult: string | null;
  readonly ground: Ground;
}

/**
 * [V4] A final text is an answer: not empty, no echo of the system text, none of a model's control tokens, not the same
 * thing over and over. After a tool's result, each number in it stands in the conversation or the result, and where a
 * short result has numbers the answer has one of them.
 */
export function checkAnswer(text: string, facts: AnswerFacts): Verdict {
  const fault = faultOf(text) ?? faultOfReport(text, facts);
  return { check: 'answer', passed: fault === null, reason: fault ?? 'The text reads as an answer.' };
}

function faultOf(text: string): string | null {
  if (text.trim() === '') return 'The answer is empty.';
  if (/<\|[^|<>\n]{1,40}\|>|<\/?(?:tool_call|tool_response)>/u.test(text)) {
    return "The answer holds a model's control tokens.";
  }
  if (loopStart(text) >= 0) return 'The answer says the same thing over and over.';
  return isEcho(text) ? 'The answer repeats the instructions.' : null;
}

function isEcho(text: string): boolean {
  const instructions = plain(systemText);
  const answer = plain(text);
  for (let start = 0; start + echoLength <= instructions.length; start += 10) {
    if (answer.includes(instructions.slice(start, start + echoLength))) return true;
  }
  return answer.includes(plain(chatText));
}

function faultOfReport(text: string, { lastResult, ground }: AnswerFacts): string | null {
  if (lastResult === null) return null;
  const numbers = numbersOf(text.replace(/^\s*\d+[.)]\s/gmu, ''));
  const invented = numbers.find((values) => !values.some((value) => isGrounded(value, ground)));
  if (invented !== undefined) return `The answer says ${invented[0]}, which no tool said.`;
  const reported = lastResult.length > shortResultLength ? [] : numbersOf(lastResult).flat();
  const isReported = reported.length === 0 || numbers.flat().some((value) => reported.includes(value));
  return isReported ? null : "The answer leaves out the tool's result.";
}
