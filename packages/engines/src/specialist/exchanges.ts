import type { Message, RawToolCall } from '@kinglet/spec';

/** Calls that were made together, with their results in the order of the transcript. */
export interface CallStep {
  readonly calls: readonly RawToolCall[];
  readonly results: readonly string[];
}

/** A message of the user's and all that followed it until the next one. */
export interface Exchange {
  readonly userText: string;
  readonly steps: readonly CallStep[];
  /** What a specialist asked back; null where it did not. */
  readonly question: string | null;
}

/** The transcript by exchanges. What stands before the first user message is left out, and so is text that is no question. */
export function exchangesOf(messages: readonly Message[]): readonly Exchange[] {
  const starts = messages.flatMap(({ role }, index) => (role === 'user' ? [index] : []));
  return starts.map((start, nth) => exchangeOf(messages.slice(start, starts[nth + 1])));
}

function exchangeOf([user, ...rest]: readonly Message[]): Exchange {
  const steps: { calls: readonly RawToolCall[]; results: string[] }[] = [];
  let question: string | null = null;
  for (const message of rest) {
    if (message.role === 'tool') steps.at(-1)?.results.push(message.content);
    if (message.role !== 'assistant') continue;
    if (message.toolCalls !== undefined && message.toolCalls.length > 0)
      steps.push({ calls: message.toolCalls, results: [] });
    else if (message.asks) question = message.content;
  }
  return { userText: user?.content ?? '', steps, question };
}
