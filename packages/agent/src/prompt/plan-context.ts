import { exchangesToDrop } from './exchanges.ts';

/** What a prompt is to be fitted by, in tokens. */
export interface ContextFacts {
  /** Of the whole prompt. */
  readonly promptTokens: number;
  /** Prompt and reply together. */
  readonly contextTokens: number;
  /** Longest reply. */
  readonly maxTokens: number;
}

/** Room that is kept for the reply: what it may take, at most a quarter of the context. */
export function replyTokens({ contextTokens, maxTokens }: Omit<ContextFacts, 'promptTokens'>): number {
  return Math.min(maxTokens, Math.floor(contextTokens / 4));
}

/** Whether the prompt leaves the reply its room. */
export function fits(facts: ContextFacts): boolean {
  return facts.promptTokens <= facts.contextTokens - replyTokens(facts);
}

/**
 * How many of the oldest exchanges to leave out so that the prompt fits, at least 1 where there is one; in strides, as `exchangesToDrop`
 * says. `sizes` and `total` in any one unit.
 */
export function planDrop(sizes: readonly number[], total: number, facts: ContextFacts): number {
  const fitTokens = facts.contextTokens - replyTokens(facts);
  return exchangesToDrop(sizes, total, { promptTokens: facts.promptTokens, fitTokens });
}
