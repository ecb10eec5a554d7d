/** One model call of a turn, as the usage log has it. */
export interface TraceStep {
  readonly adapter: string | null;
  readonly place: 'device' | 'remote';
  readonly prompt: string;
  readonly reply: string;
  readonly calls: readonly string[];
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly durationMs: number;
  readonly confidence: number | null;
  readonly verdicts: readonly string[];
}

/** A tool call of a turn. */
export interface TraceCall {
  readonly tool: string;
  readonly argumentsJson: string;
  readonly risk: 'read' | 'write' | 'send';
  /** Null where it did not run. */
  readonly content: string | null;
  readonly failed: boolean;
  /** Whether policy let it run and the user allowed it. */
  readonly hasRun: boolean;
}

/** One message and all that came of it. */
export interface TraceTurn {
  readonly text: string;
  readonly status: string;
  /** The text that answers, all of it. */
  readonly answer: string;
  readonly notice: string | null;
  readonly calls: readonly TraceCall[];
  readonly steps: readonly TraceStep[];
  /** Approvals of tools that were asked for. */
  readonly asked: number;
  /** Triggers, answered or not. */
  readonly escalations: readonly string[];
  /** Whether a larger model was really asked. */
  readonly usedRemote: boolean;
  /** Epoch milliseconds. */
  readonly sentMs: number;
  readonly durationMs: number;
  /** From send to the end of the first tool call; null without one. */
  readonly toolDoneMs: number | null;
}

/** What a task left behind. */
export interface TaskTrace {
  readonly turns: readonly TraceTurn[];
  /** Texts, oldest first. */
  readonly notes: readonly string[];
  /** Due times of the pending reminders, epoch milliseconds. */
  readonly dueMs: readonly number[];
}
