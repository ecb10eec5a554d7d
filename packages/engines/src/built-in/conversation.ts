import { untilAborted } from '../lifetime/turn.ts';
import type { ChatTurn } from '../prompt/chat-turns.ts';
import {
  englishText,
  type LanguageModel,
  type LanguageModelSession,
  type PromptMessage,
} from './language-model.ts';

interface Held {
  readonly session: LanguageModelSession;
  readonly greedy: boolean;
  /** What the session holds, as rendered from the transcript. */
  messages: readonly PromptMessage[];
  /** False once the browser dropped the oldest of it to make room, which it does unasked. */
  whole: boolean;
}

/**
 * The one session that is kept between replies. A transcript that goes on from what it holds is continued, any other
 * begins a new one. A session whose reply was cut is destroyed: what it then holds is nowhere told.
 */
export class Conversation {
  readonly #model: LanguageModel;
  #held: Held | null = null;
  #open: Held | null = null;

  constructor(model: LanguageModel) {
    this.#model = model;
  }

  /** A session that holds all of the transcript but its last message, and that message. */
  async begin(
    turns: readonly ChatTurn[],
    { greedy, signal }: { greedy: boolean; signal: AbortSignal },
  ): Promise<{ readonly session: LanguageModelSession; readonly input: PromptMessage }> {
    const messages = renderMessages(turns);
    const before = messages.slice(0, -1);
    const held = this.#held;
    this.#held = null;
    this.#open = held;
    if (!held?.whole || held.greedy !== greedy || !beginsWith(before, held.messages)) {
      this.close();
      this.#open = await this.#create(before, greedy, signal);
    } else if (before.length > held.messages.length) {
      const missing = before.slice(held.messages.length);
      await held.session.append(missing, { signal });
    }
    const open = this.#open as Held;
    open.messages = messages;
    return { session: open.session, input: messages.at(-1) as PromptMessage };
  }

  /** The reply came to its own end: as the transcript will show it. */
  replied(shown: string): void {
    this.#held = this.#open;
    this.#open = null;
    if (this.#held) this.#held.messages = [...this.#held.messages, { role: 'assistant', content: shown }];
  }

  /** Destroys a session whose reply did not come to its own end. */
  close(): void {
    this.#open?.session.destroy();
    this.#open = null;
  }

  forget(): void {
    this.close();
    this.#held?.session.destroy();
    this.#held = null;
  }

  async #create(before: PromptMessage[], greedy: boolean, signal: AbortSignal): Promise<Held> {
    const session = await createSession(this.#model, {
      signal,
      ...(greedy ? { samplingMode: 'most-predictable' as const } : {}),
      ...(before.length > 0 ? { initialPrompts: before } : {}),
    });
    const held: Held = { session, greedy, messages: before, whole: true };
    const dropped = () => {
      held.whole = false;
    };
    session.addEventListener('contextoverflow', dropped);
    session.addEventListener('quotaoverflow', dropped);
    return held;
  }
}

/** Rejects with `signal.reason` when cancelled; a session that comes too late is destroyed. */
export async function createSession(
  model: LanguageModel,
  options: Omit<Parameters<LanguageModel['create']>[0], 'expectedInputs' | 'expectedOutputs'>,
): Promise<LanguageModelSession> {
  const creating = model.create({ ...englishText, ...options });
  try {
    return await untilAborted(creating, options.signal);
  } catch (thrown) {
    creating.then((late) => late.destroy()).catch(() => undefined);
    throw thrown;
  }
}

/** Neighbouring user and tool turns become one message: the API has no tool role for what we run ourselves. */
function renderMessages(turns: readonly ChatTurn[]): PromptMessage[] {
  const messages: PromptMessage[] = [];
  for (const [index, { role, content }] of turns.entries()) {
    const last = messages.at(-1);
    if (role === 'assistant' || (role === 'system' && index === 0)) messages.push({ role, content });
    else if (last?.role === 'user')
      messages.splice(-1, 1, { role: 'user', content: `${last.content}\n\n${content}` });
    else messages.push({ role: 'user', content });
  }
  return messages;
}

function beginsWith(messages: readonly PromptMessage[], start: readonly PromptMessage[]): boolean {
  return start.every(
    ({ role, content }, index) => messages[index]?.role === role && messages[index]?.content === content,
  );
}
