/** How a model is kept from thinking aloud before it answers. */
export interface Thinking {
  /** What stands at the start of every reply, and is not shown. */
  readonly prefix: string;
  /** Tokens of the prefix: they count against `max_tokens` (lib/index.js:12361, 12575), not in the usage. */
  readonly prefixTokens: number;
}

/** Qwen3's models think unless web-llm puts an empty thinking block before the reply; null for models that do not. */
export function thinkingOf(engineModelId: string): Thinking | null {
  return engineModelId.startsWith('Qwen3-') ? { prefix: '<think>\n\n</think>\n\n', prefixTokens: 4 } : null;
}
