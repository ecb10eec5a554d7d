import type { CallForm } from '../grammar/tool-grammar.ts';
import { createReplyParser, type Reply } from '../prompt/reply-parser.ts';
import { createStopHolder } from '../prompt/stop-holder.ts';

export interface ReplyReaderOptions {
  /** What stands at the start of the reply and is not shown. */
  readonly prefix: string;
  readonly stops: readonly string[];
  /** Null: all is text. */
  readonly form: CallForm | null;
}

/** Makes text that may be shown, and at the end a call, out of what web-llm streams. */
export interface ReplyReader {
  push(delta: string): string;
  /** `written`: the whole reply as the engine keeps it. Returns what was held back until now. */
  end(written: string): Reply;
}

export function createReplyReader({ prefix, stops, form }: ReplyReaderOptions): ReplyReader {
  const holder = createStopHolder(stops);
  const parser = createReplyParser(form);
  let started = false;
  let releasedLength = 0;

  // The prefix comes whole, in the first delta.
  const withoutPrefix = (text: string) => (text.startsWith(prefix) ? text.slice(prefix.length) : text);

  return {
    push(delta) {
      const shown = started ? delta : withoutPrefix(delta);
      started ||= delta !== '';
      const released = holder.push(shown);
      releasedLength += released.length;
      return parser.push(released);
    },
    end(written) {
      const text = parser.push(withoutPrefix(written).slice(releasedLength));
      const rest = parser.end();
      return { text: text + rest.text, call: rest.call };
    },
  };
}
