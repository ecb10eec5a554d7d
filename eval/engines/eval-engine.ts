import type { ArgumentSpans, CallProbability, Message, RawToolCall, ToolDefinition } from '@kinglet/spec';
import type { MadeCall } from '../rows/row.ts';

/** What an engine is asked: the message and the tools, nothing of what is right. */
export interface EvalRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly ToolDefinition[];
  /** The grammar allows these calls only, with these values of their arguments; absent: any of the tools. */
  readonly allowed?: Readonly<Record<string, ArgumentSpans>>;
  /** Decoded without a grammar, in Node only. Default false. */
  readonly free?: boolean;
}

/** What came back. `failure`: why there is no usable reply, such as a prompt longer than the context. */
export interface EvalAnswer {
  readonly calls: readonly MadeCall[];
  /** The same as the model wrote them. */
  readonly rawCalls: readonly RawToolCall[];
  /** Of the calls, in their order, by the model's own distribution; empty where the engine cannot tell. */
  readonly callProbabilities: readonly CallProbability[];
  /** The reply as it was decoded, or its calls where the engine does not show it. */
  readonly reply: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly seconds: number;
  readonly failure: string | null;
}

/** One loaded base model with at most one adapter, greedy, under the specialist's grammar unless asked without. One request at a time. */
export interface EvalEngine {
  /** For people: engine, base and adapter. */
  readonly title: string;
  answer(request: EvalRequest): Promise<EvalAnswer>;
  close(): Promise<void>;
}

/** What an engine is loaded for. */
export interface EngineChoice {
  /** In Node: tells how probable its calls were, for one more pass over each reply. The browser always tells. Default false. */
  readonly weigh?: boolean;
}

export const engineNames = ['node', 'browser', 'both'] as const;
export type EngineName = (typeof engineNames)[number];

/** Prompt and reply together, in tokens: what the catalogue gives the default model. */
export const contextTokens = 4096;

/** Longest reply, in tokens. */
export const maxReplyTokens = 512;
