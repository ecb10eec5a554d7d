import { bitsOf, historyOf, isTainted, type RecordedRun, type RemoteTarget } from '@kinglet/agent';
import { grantKey } from '@kinglet/policy';
import type { ApprovalDecision, ApprovalRequest, Attachment, Clock, Engine, Tool } from '@kinglet/spec';
import { type Play, type Played, play } from './play.ts';

interface ConversationParts {
  readonly clock: Clock;
  readonly tools: readonly Tool[];
  readonly remote: RemoteTarget | null;
  /** The person at the card. */
  readonly answer: (request: ApprovalRequest) => ApprovalDecision;
  readonly policy?: Play['policy'];
}

interface Said {
  readonly local: Engine | null;
  readonly attachments?: readonly Attachment[];
  readonly askLarger?: boolean;
}

/** Messages one after the other, with what was seen and allowed kept from one to the next, as the worker keeps it. */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #runs: RecordedRun[] = [];
  readonly #grants: string[] = [];
  readonly #hosts: string[] = [];

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  async send(userText: string, { local, attachments = [], askLarger = false }: Said): Promise<Played> {
    const { clock, tools, remote, answer, policy } = this.#parts;
    const grants: ApprovalRequest[] = [];
    const played = await play({
      ...{ local, remote, tools, userText, clock },
      ...(policy === undefined ? {} : { policy }),
      input: {
        ...{ attachments, askLarger, history: historyOf(this.#runs), tainted: isTainted(this.#runs) },
        ...bitsOf(this.#runs),
        ...{ grants: [...this.#grants], egressGranted: [...this.#hosts] },
      },
      answer: (request) => {
        const decision = answer(request);
        if (decision === 'conversation') grants.push(request);
        return decision;
      },
    });
    this.#runs.push(played);
    for (const request of grants) {
      if (request.kind === 'egress') this.#hosts.push(request.host);
      else if (request.definition && request.lasting) {
        this.#grants.push(grantKey({ origin: request.origin, ...request.definition }));
      }
    }
    return played;
  }
}
