import type { Usage } from '@kinglet/spec';

/** USD per million tokens; null where the user gave none. */
export interface Prices {
  readonly inputUsdPerMillion: number | null;
  readonly outputUsdPerMillion: number | null;
}

/** Tokens of a text without a tokenizer: one for each 3.5 characters of Latin script, one for each other letter. */
export function estimateTokens(text: string): number {
  const wide = text.match(/[^\p{ASCII}\p{Script=Latin}]/gu)?.length ?? 0;
  return Math.ceil((text.length - wide) / 3.5) + wide;
}

/** At most what one call costs: the whole prompt and a reply of `maxTokens`. Null without both prices. */
export function estimateCost(promptTokens: number, maxTokens: number, prices: Prices): number | null {
  return price(promptTokens, maxTokens, prices);
}

/** What a call cost by its own counters, reused tokens at full price. Null without both prices. */
export function costUsd(usage: Usage, prices: Prices): number | null {
  return price(usage.promptTokens, usage.completionTokens, prices);
}

function price(promptTokens: number, completionTokens: number, prices: Prices): number | null {
  const { inputUsdPerMillion: input, outputUsdPerMillion: output } = prices;
  if (input === null || output === null) return null;
  return (promptTokens * input + completionTokens * output) / 1e6;
}
