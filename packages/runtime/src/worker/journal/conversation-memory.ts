import { bitsOf, grantKey, isTainted } from '@kinglet/agent';
import type { ApprovalRequest, ToolText } from '@kinglet/spec';
import type { RunRecord } from '../../shared/index.ts';

/** What a conversation has seen and was allowed, over all its branches: sticky, and as lasting as its journal. */
export interface ConversationMemory {
  /** Text from outside the device was seen. */
  readonly tainted: boolean;
  /** Something of the user's was seen. */
  readonly privateSeen: boolean;
  /** Something was changed or sent. */
  readonly acted: boolean;
  /** Keys of the tools that the user allowed for this conversation. */
  readonly grants: readonly string[];
  /** Those tools as they were then, oldest first. */
  readonly approvedTools: readonly { readonly origin: string; readonly definition: ToolText }[];
  /** Hosts to which this conversation may be sent. */
  readonly egressGranted: readonly string[];
  /** Those of them to which it goes without placeholders: the last answer counts. */
  readonly egressPlain: readonly string[];
  /** When the message was sent for which each was allowed, in epoch milliseconds. */
  readonly egressGrantedMs: Readonly<Record<string, number>>;
}

/** Reads it from the journal, so that it survives whatever the journal survives. */
export function conversationMemory(runs: readonly RunRecord[]): ConversationMemory {
  const granted = runs.flatMap(grantedIn);
  const approvedTools = granted.flatMap(approvedTool);
  const { privateSeen, acted } = bitsOf(runs);
  const hosts = granted.flatMap(({ request, isPlain, timeMs }) =>
    request.kind === 'egress' ? [{ host: request.host, isPlain, timeMs }] : [],
  );
  const lastOf = new Map(hosts.map((grant) => [grant.host, grant]));
  return {
    tainted: isTainted(runs),
    privateSeen: privateSeen || runs.some(({ attachments }) => attachments.length > 0),
    acted,
    grants: approvedTools.map(({ origin, definition }) => grantKey({ origin, ...definition })),
    approvedTools,
    egressGranted: [...lastOf.keys()],
    egressPlain: [...lastOf.values()].filter(({ isPlain }) => isPlain).map(({ host }) => host),
    egressGrantedMs: Object.fromEntries(hosts.map(({ host, timeMs }) => [host, timeMs])),
  };
}

/** Of an earlier version's request, which did not say what the tool was, nothing is known that could be held to: it is asked again. */
function approvedTool({ request, isPlain }: Grant): ConversationMemory['approvedTools'] {
  if (isPlain || request.kind !== 'tool' || request.definition === undefined || request.lasting !== true)
    return [];
  return [{ origin: request.origin, definition: request.definition }];
}

interface Grant {
  readonly request: ApprovalRequest;
  readonly isPlain: boolean;
  readonly timeMs: number;
}

/** The requests that were answered for the whole conversation. */
function grantedIn({ events, createdMs }: RunRecord): readonly Grant[] {
  const requests = new Map<string, ApprovalRequest>();
  const granted: Grant[] = [];
  for (const event of events) {
    if (event.type === 'approval-request') requests.set(event.request.id, event.request);
    if (event.type === 'approval-end' && event.decision.startsWith('conversation')) {
      const request = requests.get(event.id);
      const isPlain = event.decision === 'conversation-plain';
      if (request) granted.push({ request, isPlain, timeMs: createdMs });
    }
  }
  return granted;
}
