import type { Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { type FactStore, maxFactLength } from './fact-store.ts';

/**
 * Keeps what the user asks to be remembered, for every later conversation. For engines that see their tools in the prompt: a
 * specialist that knows the built-in tools by heart knows nothing of it, and nothing of a message is offered to it.
 */
export function remember(facts: FactStore): Tool {
  return defineTool({
    name: 'remember',
    description: 'Keep a fact about the user for all later conversations, where the user asks for that.',
    arguments: { fact: { description: "the fact, in the user's words", maxLength: maxFactLength } },
    risk: 'write',
    oncePerKey: true,
    asksIfTainted: true,
    examples: [{ text: 'remember that I am vegetarian', arguments: { fact: 'I am vegetarian' } }],
    answers: true,
    spans: () => null,
    run: async ({ fact: text }, { idempotencyKey, nowMs }) => {
      const fact = { id: idempotencyKey, text, createdMs: nowMs };
      return success(await facts.add(fact, { key: idempotencyKey, timeMs: nowMs }));
    },
  });
}
