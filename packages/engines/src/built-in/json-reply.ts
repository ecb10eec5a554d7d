import { isJsonObject, type Json } from '@kinglet/spec';
import type { Reply, ReplyParser } from '../prompt/reply-parser.ts';

const textOpen = /^\s*\{\s*"text"\s*:\s*"/;
const escapeCode = /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/y;

/** Reads a reply of `replySchema`'s shape while it streams: `{"text":...}` is given out as it comes, a call at the end. */
export function createJsonReply(): ReplyParser {
  let raw = '';
  /** How far the text is read; null while it may still be a call. */
  let at: number | null = null;
  let closed = false;

  function readText(): string {
    let text = '';
    while (at !== null && !closed && at < raw.length) {
      const unit = raw.charAt(at);
      escapeCode.lastIndex = at;
      const escaped = unit === '\\' ? escapeCode.exec(raw)?.[0] : unit;
      if (escaped === undefined) break;
      at += escaped.length;
      closed = unit === '"';
      if (!closed) text += unit === '\\' ? (JSON.parse(`"${escaped}"`) as string) : unit;
    }
    return text;
  }

  return {
    push(delta) {
      raw += delta;
      at ??= textOpen.exec(raw)?.[0].length ?? null;
      return readText();
    },
    end: () => (at === null ? callOf(raw) : { text: '', call: null }),
  };
}

/** A call that was cut off keeps what came of it; what is no call is text. */
function callOf(raw: string): Reply {
  const value = parse(raw);
  if (isJsonObject(value) && typeof value['tool'] === 'string') {
    return {
      text: '',
      call: { name: value['tool'], argumentsText: JSON.stringify(value['arguments']) ?? '' },
    };
  }
  const [, name, argumentsText = ''] =
    /^\s*\{\s*"tool"\s*:\s*"([^"]*)"?(?:\s*,\s*"arguments"\s*:\s*([\s\S]*))?/.exec(raw) ?? [];
  return name === undefined ? { text: raw, call: null } : { text: '', call: { name, argumentsText } };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
