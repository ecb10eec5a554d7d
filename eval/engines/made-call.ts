import { isJsonObject, type JsonObject, type RawToolCall } from '@kinglet/spec';
import type { MadeCall } from '../rows/row.ts';
import type { EvalAnswer } from './eval-engine.ts';

type AnswerFacts = Pick<EvalAnswer, 'promptTokens' | 'completionTokens' | 'seconds'>;

export function failed(failure: string, facts: AnswerFacts): EvalAnswer {
  return { calls: [], rawCalls: [], callProbabilities: [], reply: '', failure, ...facts };
}

/** A call whose arguments were cut off has none. */
export function madeCall({ name, argumentsText }: RawToolCall): MadeCall {
  return { name, arguments: argumentsOf(argumentsText) };
}

function argumentsOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
