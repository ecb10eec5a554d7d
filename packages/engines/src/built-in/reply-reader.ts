import { createReplyParser, type Reply } from '../prompt/reply-parser.ts';
import { createStopHolder } from '../web-llm/stop-holder.ts';
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
  let taken = '';
  let releasedLength = 0;
  let stopped = false;

  return {
    push(delta) {
      const text = parser.push(delta);
      const released = holder.push(text);
      taken += text;
      releasedLength += released.length;
      const found = stops.map((stop) => released.indexOf(stop)).filter((index) => index >= 0);
      stopped = found.length > 0;
      return stopped ? released.slice(0, Math.min(...found)) : released;
    },
    get stopped() {
      return stopped;
    },
    end() {
      if (stopped) return { text: '', call: null };
      const { text, call } = parser.end();
      return { text: taken.slice(releasedLength) + text, call };
    },
  };
}
