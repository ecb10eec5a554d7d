/** One call of a tool, and what came of it. */
export interface ToolFacts {
  /** Of the answer that it belongs to, as in `kinglet-answer`. */
  readonly runId: string;
  readonly tool: string;
  /** As the model gave them: JSON. */
  readonly argumentsJson: string;
  /** It ended with an error, was refused or was cut off. */
  readonly failed: boolean;
  /** What the tool gave, or what went wrong; null where it was cut off. */
  readonly content: string | null;
}

/** A tool call has ended, also one that the visitor refused. Bubbles, and crosses shadow roots. */
export class KingletToolEvent extends Event implements ToolFacts {
  static readonly eventName = 'kinglet-tool';
  readonly runId: string;
  readonly tool: string;
  readonly argumentsJson: string;
  readonly failed: boolean;
  readonly content: string | null;

  constructor({ runId, tool, argumentsJson, failed, content }: ToolFacts) {
    super(KingletToolEvent.eventName, { bubbles: true, composed: true });
    this.runId = runId;
    this.tool = tool;
    this.argumentsJson = argumentsJson;
    this.failed = failed;
    this.content = content;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kinglet-tool': KingletToolEvent;
  }
}
