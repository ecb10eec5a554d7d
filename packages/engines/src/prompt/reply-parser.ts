import type { RawToolCall } from '@kinglet/spec';
import type { CallForm } from '../grammar/tool-grammar.ts';

/** What a finished reply was. */
export interface Reply {
  /** Text not given out yet, such as a marker that was never finished. */
  readonly text: string;
  /** Set where the reply began with the call marker. */
  readonly call: Omit<RawToolCall, 'id'> | null;
}

/** Tells text from a call while a reply streams in. */
export interface ReplyParser {
  /** Takes what was decoded and returns the text that may be shown; empty while it may still become a call. */
  push(delta: string): string;
  end(): Reply;
}

/** Without a form, all is text. */
export function createReplyParser(form: CallForm | null): ReplyParser {
  let state: 'undecided' | 'text' | 'call' = form === null ? 'text' : 'undecided';
  let held = '';

  return {
    push(delta) {
      if (state === 'text') return delta;
      held += delta;
      if (state === 'call' || form === null) return '';
      if (held.startsWith(form.open)) {
        state = 'call';
        return '';
      }
      if (form.open.startsWith(held)) return '';
      state = 'text';
      const text = held;
      held = '';
      return text;
    },
    end() {
      if (state !== 'call' || form === null) return { text: held, call: null };
      return { text: '', call: parseCall(held.slice(form.open.length), form) };
    },
  };
}

/** A call that was cut off keeps what came of it. */
function parseCall(text: string, form: CallForm): Omit<RawToolCall, 'id'> {
  const nameEnd = text.indexOf(form.middle);
  if (nameEnd < 0) return { name: text, argumentsText: '' };
  const rest = text.slice(nameEnd + form.middle.length);
  const body = rest.endsWith(form.close) ? rest.slice(0, rest.length - form.close.length) : rest;
  return { name: text.slice(0, nameEnd), argumentsText: body };
}
