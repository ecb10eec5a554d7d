import { grantKey, isTainted } from '@kinglet/agent';
import type { ApprovalRequest } from '@kinglet/spec';
import type { RunRecord } from '../../shared/index.ts';

/** What a conversation has seen and was allowed, over all its branches: sticky, and as lasting as its journal. */
export interface ConversationMemory {
  /** Text from outside the device was seen. */
  readonly tainted: boolean;
  /** Keys of the tools that the user allowed for this conversation. */
  readonly grants: readonly string[];
  /** Hosts to which this conversation may be sent. */
  readonly egressGranted: readonly string[];
}

/** Reads it from the journal, so that it survives whatever the journal survives. */
export function conversationMemory(runs: readonly RunRecord[]): ConversationMemory {
  const granted = runs.flatMap(grantedIn);
  return {
    tainted: isTainted(runs),
    grants: granted.flatMap((request) =>
      request.kind === 'tool' ? [grantKey({ name: request.tool, origin: request.origin })] : [],
    ),
    egressGranted: granted.flatMap((request) => (request.kind === 'egress' ? [request.host] : [])),
  };
}

/** The requests that were answered for the whole conversation. */
function grantedIn({ events }: RunRecord): readonly ApprovalRequest[] {
  const requests = new Map<string, ApprovalRequest>();
  const granted: ApprovalRequest[] = [];
  for (const event of events) {
    if (event.type === 'approval-request') requests.set(event.request.id, event.request);
    if (event.type === 'approval-end' && event.decision === 'conversation') {
      const request = requests.get(event.id);
      if (request) granted.push(request);
    }
  }
  return granted;
}
