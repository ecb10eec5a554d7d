import type { Message } from '@kinglet/spec';

/** One user message and all that answered it. */
export type Exchange = readonly Message[];

/** Cuts a history before each user message; what stands before the first one is an exchange too. */
export function exchangesOf(history: readonly Message[]): readonly Exchange[] {
  const exchanges: Message[][] = [];
  for (const message of history) {
    const current = exchanges.at(-1);
    if (message.role === 'user' || current === undefined) exchanges.push([message]);
    else current.push(message);
  }
  return exchanges;
}

/**
 * How many of the oldest exchanges to leave out so that a prompt fits, at least 1 where there is one. Drops in strides of a
 * quarter of what fits, so that the same prefix, and with it the KV cache, holds for several messages.
 *
 * @param weights size of each exchange in any unit, oldest first
 * @param total size of the whole prompt in that unit
 */
export function exchangesToDrop(
  weights: readonly number[],
  total: number,
  { promptTokens, fitTokens }: { promptTokens: number; fitTokens: number },
): number {
  const strideTokens = Math.max(1, fitTokens / 4);
  const excessTokens = Math.ceil((promptTokens - fitTokens) / strideTokens) * strideTokens;
  const excess = promptTokens <= 0 ? 0 : (total * excessTokens) / promptTokens;
  let dropped = 0;
  for (let freed = 0; dropped < weights.length && (dropped === 0 || freed < excess); dropped += 1) {
    freed += weights[dropped] ?? 0;
  }
  return dropped;
}
