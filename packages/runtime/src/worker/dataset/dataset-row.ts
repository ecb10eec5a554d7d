import type { JsonObject, JsonSchema } from '@kinglet/spec';

/** One action of a reply, as docs/specialists.md has them. */
export type DatasetAction =
  | { readonly tool: string; readonly arguments: JsonObject }
  | { readonly next: true }
  | { readonly say: string }
  | 'no_tool';

export type DatasetMessage =
  | { readonly role: 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly reply: readonly DatasetAction[] }
  | { readonly role: 'tool'; readonly results: readonly string[] };

/** A row of a dataset in the format `schemas`: what a specialist is shown, and what it should reply. */
export interface DatasetRow {
  readonly messages: readonly DatasetMessage[];
  readonly tools: readonly {
    readonly name: string;
    readonly description: string;
    readonly parameters: JsonSchema;
  }[];
  readonly reply: readonly DatasetAction[];
  readonly meta: JsonObject;
}
