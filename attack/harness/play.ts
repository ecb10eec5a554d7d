import { type AgentDeps, type RemoteTarget, type RunInput, runAgent } from '@kinglet/agent';
import { policyRules } from '@kinglet/policy';
import type { AgentEvent, ApprovalDecision, ApprovalRequest, Engine, Message, Tool } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';

/** One message to the real loop: who answers, what can be called, who decides, and by which rules. */
export interface Play {
  readonly local: Engine | null;
  readonly remote?: RemoteTarget | null;
  readonly tools: readonly Tool[];
  readonly userText: string;
  readonly input?: Partial<RunInput>;
  /** The person at the card. */
  readonly answer: (request: ApprovalRequest) => ApprovalDecision;
  /** Default: the rules that ship. */
  readonly policy?: AgentDeps['policy'];
  readonly clock?: AgentDeps['clock'];
}

export interface Played {
  readonly events: readonly AgentEvent[];
  readonly messages: readonly Message[];
  readonly asked: readonly ApprovalRequest[];
  readonly outcome: 'complete' | 'cancelled' | 'failed';
}

/** Runs it to its end. */
export async function play(setup: Play): Promise<Played> {
  const { local, remote = null, tools, userText, input = {}, answer, policy = policyRules } = setup;
  const clock = setup.clock ?? fakeClock();
  const asked: ApprovalRequest[] = [];
  const events: AgentEvent[] = [];
  const deps: AgentDeps = {
    ...{ local, remote, tools, clock, log: null, policy, online: () => true },
    approve: async (request) => {
      asked.push(request);
      return answer(request);
    },
  };
  const whole: RunInput = {
    ...{ runId: clock.id(), conversationId: 'attack', history: [], userText, attachments: [] },
    ...{ askLarger: false, timeZone: 'Europe/Zurich', locale: 'en-GB', tainted: false },
    ...{ grants: [], egressGranted: [], ...input },
  };
  const { signal } = new AbortController();
  for await (const event of runAgent(whole, deps, { signal })) events.push(event);
  const messages = events.flatMap((event) => (event.type === 'message' ? [event.message] : []));
  const end = events.at(-1);
  return { events, messages, asked, outcome: end?.type === 'run-end' ? end.outcome : 'failed' };
}
