import type { EscalationTrigger } from './escalation.ts';
import type { JsonObject } from './json.ts';
import type { RiskClass, ToolDefinition } from './tool.ts';

/** What a person reads of a tool when they allow it, and what their leave is bound to. */
export type ToolText = Pick<ToolDefinition, 'name' | 'description' | 'parameters'>;

/** One part of a tool that is not as it was when the user allowed it; null where it was or is not there. */
export interface DefinitionChange {
  /** `description`, `parameters`, or `parameters.` and an argument's name. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the user is asked before it happens. The card shows all of it. */
export type ApprovalRequest = ApprovalQuestion & {
  /** SHA-256 of what is asked, lower-case hex; an answer must name it. Absent in journals of earlier versions only. */
  readonly hash?: string;
};

/** The question itself, not bound yet. */
export type ApprovalQuestion =
  | {
      readonly kind: 'tool';
      readonly id: string;
      readonly tool: string;
      readonly origin: string;
      readonly risk: RiskClass;
      readonly arguments: JsonObject;
      /** The tool as the call was made for it. Absent in journals of earlier versions only. */
      readonly definition?: ToolText;
      /** It destroys something: the user types a word first. */
      readonly destructive?: boolean;
      /** The answer may hold for more than this call. Absent: it may not. */
      readonly lasting?: boolean;
      /** What is not as it was when the user allowed this tool; absent where nothing is, or it never was allowed. */
      readonly changes?: readonly DefinitionChange[];
      /** Why it asks, in plain words. */
      readonly reason: string;
    }
  | {
      readonly kind: 'egress';
      readonly id: string;
      /** Origin that the request would go to. */
      readonly host: string;
      readonly model: string;
      readonly trigger: EscalationTrigger;
      /** Exactly what would be sent, as readable text; personal data as placeholders. */
      readonly preview: string;
      /** The same without placeholders, which a `plain` answer sends; absent where there is no difference. */
      readonly plainPreview?: string;
      /** Estimated tokens of the prompt. */
      readonly promptTokens: number;
      /** Estimated; null where the user gave no prices. */
      readonly costUsd: number | null;
      readonly reason: string;
    };

/**
 * `always`: for a tool only, as a standing rule, where the request is `lasting`. `plain`: for leaving the device only, without
 * placeholders.
 */
export type ApprovalDecision =
  | 'once'
  | 'conversation'
  | 'always'
  | 'once-plain'
  | 'conversation-plain'
  | 'no';

/** What the user decided for good about one tool of one origin. */
export interface StandingRule {
  readonly id: string;
  /** `allow` lets calls through that would be asked for; `ask` and `deny` hold whatever else was allowed. */
  readonly effect: 'allow' | 'ask' | 'deny';
  readonly tool: string;
  readonly origin: string;
  /** For what sends: the hosts that the allowed call named, with spaces between; null where it named none. */
  readonly host: string | null;
  /** The tool as it was when it was allowed: another one under its name is not. */
  readonly definition: ToolText;
  /** Epoch milliseconds. */
  readonly sinceMs: number;
  /** Epoch milliseconds from which an `allow` counts no more; the others hold until they are withdrawn. */
  readonly untilMs: number;
  /** Calls that it let through. */
  readonly uses: number;
}
