import type { Departure, StepStats } from './agent-event.ts';
import type { Backend, EngineId, Place } from './engine.ts';
import type { EscalationTrigger, Verdict } from './escalation.ts';
import type { RawToolCall } from './message.ts';

/** What the user chose to keep of prompts and replies. */
export type TextRetention = 'text' | 'hash';

/**
 * One model call in the usage log, schema version 1. Text is redacted before it is written; with `hash` retention
 * `prompt` and `reply` are `sha256:<hex>` of the redacted text and `toolCalls` have their arguments hashed likewise.
 */
export interface LogRow {
  readonly id: string;
  /** `chat`: a turn without tools or checks; `agent`: a step that had tools to choose from. */
  readonly kind: 'chat' | 'agent';
  /** Epoch milliseconds at the start of the call. */
  readonly timeMs: number;
  readonly conversationId: string;
  readonly runId: string;
  readonly step: number;
  readonly engine: EngineId;
  readonly modelId: string;
  readonly adapter: string | null;
  readonly place: Place;
  readonly backend: Backend;
  /** Host for a remote call, else null. */
  readonly host: string | null;
  readonly retention: TextRetention;
  readonly prompt: string;
  readonly reply: string;
  readonly toolCalls: readonly RawToolCall[];
  readonly stats: StepStats;
  /** Set where this call was made because of an escalation. */
  readonly trigger: EscalationTrigger | null;
  /** How it left the device; absent on the device, and in rows of earlier versions. No text of the user's. */
  readonly departure?: Departure;
  readonly verdicts: readonly Verdict[];
  readonly errorCode: string | null;
  /** Exchanges left out of the prompt because it did not fit. */
  readonly droppedExchanges: number;
  readonly feedback: 'up' | 'down' | null;
}

/** Where the agent leaves rows: returns at once, writes later, never throws into the hot path. */
export interface LogSink {
  append(row: LogRow): void;
}

/** Which rows of the usage log to show. */
export interface LogQuery {
  /** Newest first. Rows before this time, exclusive; absent: from the newest. */
  readonly beforeMs?: number;
  readonly limit: number;
  readonly conversationId?: string;
  readonly place?: LogRow['place'];
  readonly kind?: LogRow['kind'];
  /** Substring of prompt or reply, case-insensitive. */
  readonly text?: string;
  readonly escalatedOnly?: boolean;
}
