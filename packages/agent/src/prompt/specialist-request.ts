import type { GenerateRequest } from '@kinglet/spec';
import type { RunState, Specialist } from '../run-state.ts';

/** Exchanges before the message that a specialist sees at most: what it was trained on. */
export const specialistExchanges = 2;

/** A specialist's request: the last exchanges and this run's turn without a system text, and the tools that it knows. */
export function specialistRequest(run: RunState, { adapter, tools }: Specialist): GenerateRequest {
  const { exchanges, limits, placeTokens, specialists } = run;
  const { maxTokens, maxSpecialistTokens, maxRunTokens } = limits;
  const history = exchanges.slice(exchanges.length - specialists.historyExchanges).flat();
  return {
    messages: [...history, ...run.turn.slice(0, specialists.retry?.turnLength)],
    tools,
    adapter: adapter.id,
    maxTokens: Math.max(1, Math.min(maxTokens, maxSpecialistTokens, maxRunTokens - placeTokens)),
    ...(run.toolChoice === 'required' ? { toolChoice: run.toolChoice } : {}),
    ...(specialists.allowed === null ? {} : { allowed: specialists.allowed }),
  };
}
