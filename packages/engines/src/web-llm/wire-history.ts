import type { ChatTurn } from '../prompt/chat-turns.ts';
import type { MlcMessage } from './web-llm-module.ts';

/**
 * Turns a transcript into messages that keep web-llm's KV cache. Its reuse is all or nothing: all messages but the last
 * must equal what it holds, and only one may be new (lib/index.js:19089, 10558). So what follows a reply is one message, and
 * the reply goes back as the engine wrote it, not as it was shown.
 */
export class WireHistory {
  /** As rendered from the transcript, and as sent; same length. */
  #rendered: readonly MlcMessage[] = [];
  #sent: readonly MlcMessage[] = [];

  /** The messages to send for these turns. */
  next(turns: readonly ChatTurn[]): readonly MlcMessage[] {
    const rendered = renderMessages(turns);
    const held = this.#rendered;
    const continues =
      rendered.length > held.length && held.every((message, index) => same(message, rendered[index]));
    this.#sent = continues ? [...this.#sent, ...rendered.slice(held.length)] : rendered;
    this.#rendered = rendered;
    return this.#sent;
  }

  /** The reply to the last messages: as the transcript will show it, and as the engine wrote it. */
  replied(shown: string, written: string): void {
    this.#rendered = [...this.#rendered, assistant(escapeReplacement(shown))];
    this.#sent = [...this.#sent, assistant(written)];
  }

  /** The KV cache is lost: an abort, the length limit, an error. */
  forget(): void {
    this.#rendered = [];
    this.#sent = [];
  }
}

/** Neighbouring user and tool turns become one message; a tool role is not in every model's template. */
function renderMessages(turns: readonly ChatTurn[]): MlcMessage[] {
  const messages: MlcMessage[] = [];
  for (const [index, turn] of turns.entries()) {
    const content = escapeReplacement(turn.content);
    const last = messages.at(-1);
    if (turn.role === 'system' && index === 0) messages.push({ role: 'system', content });
    else if (turn.role === 'assistant') messages.push(assistant(content));
    else if (last?.role === 'user')
      messages.splice(-1, 1, { role: 'user', content: `${last.content}\n\n${content}` });
    else messages.push({ role: 'user', content });
  }
  return messages;
}

/** It fills its templates with `String.replace`, where `$&` and the like are patterns (lib/index.js:10402, 10475). */
function escapeReplacement(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function assistant(content: string): MlcMessage {
  return { role: 'assistant', content };
}

function same(a: MlcMessage, b: MlcMessage | undefined): boolean {
  return a.role === b?.role && a.content === b.content;
}
