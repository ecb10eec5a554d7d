import { createReplyParser, type Reply } from '../prompt/reply-parser.ts';
import { createStopHolder } from '../prompt/stop-holder.ts';
import { createJsonReply } from './json-reply.ts';

/** Makes text that may be shown, and at the end a call, out of what the model streams. */
export interface ReplyReader {
  push(delta: string): string;
  /** A stop string came: nothing after it counts. */
  readonly stopped: boolean;
  /** What was held back until now. */
  end(): Reply;
}

/** `json`: the reply has `replySchema`'s shape. The API knows no stop strings, so the text is cut here. */
export function createReplyReader({ json, stops }: { json: boolean; stops: readonly string[] }): ReplyReader {
  const parser = json ? createJsonReply() : createReplyParser(null);
  const holder = createStopHolder(stops);

  return {
    push: (delta) => holder.push(parser.push(delta)),
    get stopped() {
      return holder.stopped;
    },
    end() {
      if (holder.stopped) return { text: '', call: null };
      const { text, call } = parser.end();
      return { text: holder.rest() + text, call };
    },
  };
}
