import type { Message, RawToolCall, ToolDefinition } from '@kinglet/spec';
import { type ContentStripper, stripInvisible } from './content-stripper.ts';
import type { PromptFormat } from './prompt-format.ts';

/** One entry as a chat template takes it. */
export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
}

export interface ChatTurnsOptions {
  readonly tools: readonly ToolDefinition[];
  readonly format: PromptFormat;
  readonly stripper: ContentStripper;
}

/**
 * The transcript as plain chat turns: tools in the system text, calls and results spelled out.
 *
 * Each message gives at most one turn, which depends on that message alone (the system turn on the tools too), so the turns of a
 * transcript are the first turns of the longer one: what an engine's KV cache holds stays good.
 */
export function chatTurns(
  messages: readonly Message[],
  { tools, format, stripper }: ChatTurnsOptions,
): readonly ChatTurn[] {
  const turns = messages.flatMap((message) => chatTurn(message, format, stripper) ?? []);
  if (tools.length === 0) return turns;
  const toolsText = stripper.stripTokens(format.toolsText(tools));
  const [first, ...rest] = turns;
  if (first?.role !== 'system') return [{ role: 'system', content: toolsText }, ...turns];
  return [
    { role: 'system', content: first.content === '' ? toolsText : `${first.content}\n\n${toolsText}` },
    ...rest,
  ];
}

/** Null for a reply that was a call only, where calls are not shown. */
function chatTurn(message: Message, format: PromptFormat, { stripTokens }: ContentStripper): ChatTurn | null {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, content: stripTokens(message.content) };
    case 'assistant': {
      const { toolCalls = [] } = message;
      if (!format.showsCalls && message.content === '' && toolCalls.length > 0) return null;
      const calls = format.showsCalls ? toolCalls.map((call) => callText(call, format)) : [];
      const parts = [message.content, ...calls].filter((part) => part !== '');
      return { role: 'assistant', content: stripTokens(parts.join('\n')) };
    }
    case 'tool': {
      const content = stripInvisible(message.content);
      return { role: format.resultRole, content: stripTokens(format.resultText({ ...message, content })) };
    }
  }
}

/** A call as the model would have written it. */
export function callText(call: RawToolCall, { call: form }: PromptFormat): string {
  return `${form.open}${call.name}${form.middle}${call.argumentsText}${form.close}`;
}
