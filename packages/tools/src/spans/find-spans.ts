import { evaluate } from '../calculate/evaluate.ts';
import { parseAmount } from '../convert/parse-amount.ts';
import { findUnit } from '../convert/unit.ts';
import { findZone } from '../dates/find-zone.ts';
import { parseDayWords, parseWhen, type WhenContext } from '../dates/parse-when.ts';
import { parseAddress } from '../read-page/read-page.ts';
import { digitsForNumberWords } from '../text/number-words.ts';
import { type Word, wordsOf } from './words-of.ts';

/** What an argument is, for the tool that reads it. */
export type SpanKind = 'expression' | 'amount' | 'unit' | 'day' | 'moment' | 'place' | 'address';

const maxWords = 60;
const maxSpanWords: Readonly<Record<SpanKind, number>> = {
  expression: 12,
  amount: 6,
  unit: 3,
  day: 6,
  moment: 8,
  place: 3,
  address: 1,
};

const number =
  /^(?:[-+$€£(]*[\d.]|(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)(?:-|$))/i;
const expressionStart =
  /^(?:square|cube|sqrt|cbrt|sin|cos|tan|ln|log|exp|abs|round|floor|ceil|min|max|half|double|twice|triple|add|subtract|multiply|divide|sum|average|product|increase|decrease|pi|a|π|√)/i;
const expressionEnd =
  /[\d)%°²³]$|^(?:percent|squared|cubed|hundred|thousand|million|billion|degrees|pi|e|π)$/i;
const question = /^(?:what|when|which|how|who|where|is|are|the|an?)$/i;
const preposition = /^(?:in|into|to|as|at|on|until|till|by|from|for|since|around|about|after)$/i;
/** Units and times of day that are ordinary words when they stand alone. */
const ordinary = /^(?:turn|hand|chain|point|bar|second|in|morning|night|afternoon|evening|lunch)$/i;

/**
 * The longest parts of a message that the parser behind an argument accepts, in the message's own spelling and order.
 * A tool whose arguments have none cannot be meant by the message. Reads the first 60 words.
 */
export function findSpans(message: string, kind: SpanKind, context: WhenContext): readonly string[] {
  const words = wordsOf(message, maxWords);
  const found: { readonly first: number; readonly last: number; readonly text: string }[] = [];
  for (let first = 0; first < words.length; first += 1) {
    for (let last = Math.min(words.length, first + maxSpanWords[kind]) - 1; last >= first; last -= 1) {
      if (found.some((span) => span.first <= first && last <= span.last)) break;
      const text = message.slice(words[first]?.start, words[last]?.end);
      if (!accepts(kind, text, words.slice(first, last + 1), words[first - 1]?.text, context)) continue;
      found.push({ first, last, text });
      break;
    }
  }
  const inside = kind === 'unit' ? findSpans(message, 'amount', context) : [];
  return found.map(({ text }) => text).filter((text) => !inside.some((amount) => amount.includes(text)));
}

function accepts(
  kind: SpanKind,
  text: string,
  words: readonly Word[],
  before: string | undefined,
  context: WhenContext,
): boolean {
  const first = words[0]?.text ?? '';
  const last = words.at(-1)?.text ?? '';
  switch (kind) {
    case 'expression':
      if (!number.test(first) && !expressionStart.test(first)) return false;
      if (!number.test(last) && !expressionEnd.test(last)) return false;
      if (/^\d+[-/.]\d+[-/.]\d+$/.test(text)) return false;
      return succeeds(() => /[^\d.,\s]/.test(evaluate(text).text));
    case 'amount':
      if (!number.test(first) && !/^(?:an?|half|minus|[½¼¾])/i.test(first)) return false;
      return succeeds(() => parseAmount(text, context.locale).parts.length > 0);
    case 'unit':
      if (text.length < 3 && !/^(?:to|into|in|as|many)$/i.test(before ?? '')) return false;
      return !/^\d/.test(text) && !ordinary.test(text) && findUnit(text, context.locale) !== null;
    case 'day':
      if (question.test(first) || (preposition.test(first) && !/^in$/i.test(first))) return false;
      return !isNumber(text) && succeeds(() => parseDayWords(text, context));
    case 'moment':
      if (/^(?:what|when|which|how|is|the)$/i.test(first) || ordinary.test(text)) return false;
      return !isNumber(text) && succeeds(() => parseWhen(text, context));
    case 'place':
      if (preposition.test(first) || /^(?:now|time)$/i.test(last)) return false;
      if (text.length < 4 && text !== text.toUpperCase()) return false;
      return findZone(text).kind !== 'none';
    case 'address':
      return /\.[a-z]{2,}(?:[:/?#]|$)/i.test(text) && succeeds(() => parseAddress(text));
  }
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(digitsForNumberWords(text.toLowerCase()));
}

/** True where `read` neither throws nor gives false. */
function succeeds(read: () => unknown): boolean {
  try {
    return read() !== false;
  } catch {
    return false;
  }
}
