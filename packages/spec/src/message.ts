import type { JsonObject } from './json.ts';

/** A tool call as the engine gave it: the arguments are unparsed text of the model's, and hostile until validated. */
export interface RawToolCall {
  /** Unique within a run; engines that have no ids of their own take one from the request. */
  readonly id: string;
  readonly name: string;
  /** JSON text of an object, or whatever the model wrote in its place. */
  readonly argumentsText: string;
}

/** A validated tool call: the name is a known tool's and the arguments fit its schema. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
}

/** One entry of a transcript, in the order of the conversation. */
export type Message =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content: string;
      readonly toolCalls?: readonly RawToolCall[];
      /** A specialist's question to the user, who may answer it in the next message. */
      readonly asks?: true;
    }
  | {
      readonly role: 'tool';
      readonly callId: string;
      readonly name: string;
      readonly content: string;
      readonly failed: boolean;
    };
