import type { AgentEvent } from '@kinglet/spec';
import { Deadline } from './deadline.ts';
import { Past } from './past.ts';
import { exchangesOf } from './prompt/exchanges.ts';
import { sortedDefinitions } from './prompt/prefix-request.ts';
import { specialistExchanges } from './prompt/specialist-request.ts';
import { userTurn } from './prompt/user-turn.ts';
import type { RunState } from './run-state.ts';
import type { AgentDeps, RunInput, RunLimits } from './run-types.ts';

/** The state at the start of a run; its wall clock runs from now on. `recorded`: what it did before it was cut off. */
export function newRun(
  input: RunInput,
  deps: AgentDeps,
  { signal, limits, recorded }: { signal: AbortSignal; limits: RunLimits; recorded: readonly AgentEvent[] },
): RunState {
  const deadline = new Deadline(deps.clock, limits.wallClockMs);
  const exchanges = exchangesOf(input.history);
  const hasResults = input.history.some((message) => message.role === 'tool' && !message.failed);
  return {
    input,
    deps,
    limits,
    past: new Past(recorded),
    local: deps.local,
    losses: 0,
    loss: null,
    definitions: sortedDefinitions(deps.tools),
    deadline,
    userSignal: signal,
    signal: AbortSignal.any([signal, deadline.signal]),
    exchanges,
    turn: [{ role: 'user', content: userTurn(input.userText, input.attachments) }],
    dropped: { device: 0, remote: 0 },
    step: 0,
    placeSteps: 0,
    placeTokens: 0,
    trigger: null,
    trouble: null,
    isRemote: false,
    isLarger: false,
    hasLarger: false,
    leave: null,
    departure: null,
    repairs: 0,
    toolChoice: 'auto',
    bound: null,
    hasSelected: false,
    specialists: {
      handedOn: [],
      steps: 0,
      results: [],
      said: '',
      allowed: null,
      retry: null,
      hasRetried: false,
      question: null,
      historyExchanges: Math.min(specialistExchanges, exchanges.length),
    },
    toolFailures: 0,
    ran: new Set(),
    callCount: 0,
    callIds: new Set(),
    lastResult: null,
    untrustedSeen: input.tainted,
    privateSeen: hasResults || input.attachments.length > 0 || input.privateSeen === true,
    acted: input.acted === true,
    grants: new Set(input.grants),
    seen: new Set(),
  };
}
