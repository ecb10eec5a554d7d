import type { JsonObject, JsonSchema } from './json.ts';

/**
 * What a call can do: `read` changes nothing and sends nothing; `write` changes state on the device;
 * `send` lets something leave the device.
 */
export type RiskClass = 'read' | 'write' | 'send';

/** What a model and a policy see of a tool. Sorted by name in a prompt, so that the prefix is stable. */
export interface ToolDefinition {
  /** `^[a-z][a-z0-9_]{0,39}$`, short and distinct. */
  readonly name: string;
  /** One line for the model. */
  readonly description: string;
  /** Flat `type: 'object'`; few properties, each the user's own words where it can be. */
  readonly parameters: JsonSchema;
  readonly risk: RiskClass;
  /** True where a `write` destroys something: then it asks first. */
  readonly destructive: boolean;
  /** Wall clock for one run, in milliseconds. */
  readonly timeoutMs: number;
  /** Where the tool comes from: `built-in`, or a server's or page's origin. */
  readonly origin: string;
  /** Its results hold what the user keeps: notes, reminders, files. They leave the device only once a card has shown them. */
  readonly personal?: true;
  /** Named arguments that code computes or that a default fills, exempt from the grounding check. */
  readonly ungrounded?: readonly string[];
  /** Short wordings with their calls, shown to small models in place of the description; the first is the most typical. */
  readonly examples?: readonly ToolExample[];
}

/** What somebody may say, and the call that it should become. */
export interface ToolExample {
  readonly text: string;
  readonly arguments: JsonObject;
}

/** For each argument that is taken from the user's words: the values that it may have, best first; a number as its digits. */
export type ArgumentSpans = Readonly<Record<string, readonly string[]>>;

/** A file that the user attached to a message; text only, decoded by the runtime. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly text: string;
}

/** What a tool may know beside its arguments. Everything impure comes in here. */
export interface ToolContext {
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** IANA zone, such as `Europe/Zurich`. */
  readonly timeZone: string;
  /** BCP 47, such as `en-GB`. */
  readonly locale: string;
  /** The user's latest message, as typed. */
  readonly userText: string;
  readonly attachments: readonly Attachment[];
  /** Stable for one call of one run: a tool with an effect runs it once per key. */
  readonly idempotencyKey: string;
}

/** What a dry run may know: it has no effect that a key could stand for. */
export type DryRunContext = Omit<ToolContext, 'idempotencyKey'>;

/** What a call would do, or why it cannot be done. */
export interface DryRun {
  readonly isPossible: boolean;
  /** One sentence for the user and the model. */
  readonly says: string;
}

/** What spans may depend on beside the text. */
export interface SpanFacts {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly timeZone: string;
  readonly hasAttachments: boolean;
}

/** What a tool gives back. A failure is a result that the model can read and act on, not a throw. */
export interface ToolOutcome {
  /** For the model and the user: short text, already capped and stripped of control characters by the tool runner. */
  readonly content: string;
  readonly failed: boolean;
  /** What the tool understood of the user's words, such as `5 foot 11 = 71 in`; shown on the tool card. */
  readonly understood?: string;
  /** True where the content comes from outside the device or from a file: it taints the conversation. */
  readonly untrusted?: boolean;
  /** True where `content` is a whole sentence that answers the user: a model that cannot do better leaves it at that. */
  readonly answers?: boolean;
}

/** A tool: its definition and its code. */
export interface Tool {
  readonly definition: ToolDefinition;
  /**
   * Its effect happens once per `idempotencyKey`, also over a restart, and a second run with the same key says what came of
   * the first. Absent: a call that was cut off is not run again, unless its risk is `read`.
   */
  readonly oncePerKey?: true;
  /**
   * What of the user's message could be this tool's arguments, verbatim; null where nothing could, so that the tool is not
   * offered for it. Pure, and linear in the text. A tool without it is always offered, its arguments unbound.
   */
  spans?(userText: string, facts: SpanFacts): ArgumentSpans | null;
  /**
   * Says whether a call can be done and what it would do, without doing any of it; null where that cannot be told. What cannot
   * be done is neither asked for nor run. Fast: it is given up after a second.
   */
  dryRun?(args: JsonObject, context: DryRunContext): Promise<DryRun | null>;
  /** Rejects only with `signal.reason`; all else is an outcome with `failed: true`. Arguments fit the schema. */
  run(args: JsonObject, context: ToolContext): Promise<ToolOutcome>;
}
