import type { AnswerBadge, RunStatus } from '@kinglet/runtime/client';

/** An answer that has ended, however it did. */
export interface AnswerFacts {
  readonly runId: string;
  /** The visitor's message. */
  readonly question: string;
  /** Markdown, as the model wrote it; not safe as HTML. Empty where none came. */
  readonly text: string;
  /** `cancelled`: stopped by the visitor. `interrupted`: the worker or the tab that ran it is gone. Partial text is kept. */
  readonly outcome: Exclude<RunStatus, 'running'>;
  /** For people: what happened and what to do next; null where it is complete. */
  readonly notice: string | null;
  /** Where the last step ran: on the visitor's device or at the larger model's endpoint; null where no step ended. */
  readonly place: AnswerBadge['place'] | null;
  /** What ran there; null where no step ended. */
  readonly modelId: string | null;
}

/** An answer has ended. Answers that were read back from an earlier visit are not told. Bubbles, and crosses shadow roots. */
export class KingletAnswerEvent extends Event implements AnswerFacts {
  static readonly eventName = 'kinglet-answer';
  readonly runId: string;
  readonly question: string;
  readonly text: string;
  readonly outcome: AnswerFacts['outcome'];
  readonly notice: string | null;
  readonly place: AnswerFacts['place'];
  readonly modelId: string | null;

  constructor({ runId, question, text, outcome, notice, place, modelId }: AnswerFacts) {
    super(KingletAnswerEvent.eventName, { bubbles: true, composed: true });
    this.runId = runId;
    this.question = question;
    this.text = text;
    this.outcome = outcome;
    this.notice = notice;
    this.place = place;
    this.modelId = modelId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kinglet-answer': KingletAnswerEvent;
  }
}
