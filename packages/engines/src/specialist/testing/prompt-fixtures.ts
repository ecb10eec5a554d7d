import { readFileSync } from 'node:fs';
import type { AdapterFormat, JsonObject, Message, RawToolCall, ToolDefinition } from '@kinglet/spec';

/** One row of `fixtures/specialist-prompts.jsonl`, its messages and reply in the dataset's form. */
export interface PromptFixture {
  readonly about: string;
  readonly format: AdapterFormat;
  readonly tools: readonly ToolDefinition[];
  readonly messages: readonly DatasetMessage[];
  readonly reply: readonly Action[];
  readonly prompt: string;
  readonly replyText: string;
}

export type Action =
  | string
  | { readonly tool: string; readonly arguments: JsonObject }
  | { readonly next: true }
  | { readonly ask: string }
  | { readonly say: string };

type DatasetMessage =
  | { readonly role: 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly reply: readonly Action[] }
  | { readonly role: 'tool'; readonly results: readonly string[] };

export function promptFixtures(): readonly PromptFixture[] {
  const file = new URL('../../../../../fixtures/specialist-prompts.jsonl', import.meta.url);
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as PromptFixture);
}

/** The dataset's messages as the transcript of a run has them. */
export function transcriptOf(messages: readonly DatasetMessage[]): readonly Message[] {
  return messages.flatMap((message): readonly Message[] => {
    if (message.role === 'user') return [message];
    if (message.role === 'tool')
      return message.results.map((content) => ({
        role: 'tool',
        callId: 'c',
        name: 't',
        content,
        failed: false,
      }));
    const toolCalls = message.reply.flatMap((action) => callOf(action));
    if (toolCalls.length > 0) return [{ role: 'assistant', content: '', toolCalls }];
    return message.reply.map((action) => {
      if (typeof action === 'string') return { role: 'assistant', content: `Text for ${action}.` };
      if ('ask' in action) return { role: 'assistant', content: action.ask, asks: true };
      return { role: 'assistant', content: 'say' in action ? action.say : '' };
    });
  });
}

export function callOf(action: Action): readonly RawToolCall[] {
  if (typeof action === 'string' || !('tool' in action)) return [];
  return [{ id: 'c', name: action.tool, argumentsText: JSON.stringify(action.arguments) }];
}
