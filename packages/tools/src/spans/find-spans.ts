import { evaluate } from '../calculate/evaluate.ts';
import { parseAmount } from '../convert/parse-amount.ts';
import { findUnit } from '../convert/unit.ts';
import { findZone } from '../dates/find-zone.ts';
import { parseDayWords, parseWhen, type WhenContext } from '../dates/parse-when.ts';
import { parseAddress } from '../read-page/parse-address.ts';
import { digitsForNumberWords } from '../text/number-words.ts';
import type { Word } from './words-of.ts';

/** What an argument is, for the tool that reads it. */
export type SpanKind = 'expression' | 'amount' | 'unit' | 'day' | 'moment' | 'place' | 'address';

/** A part of a message that a parser accepts. */
export interface Span {
  readonly text: string;
  /** Indexes of its first and last word. */
  readonly first: number;
  readonly last: number;
}

const maxSpanWords: Readonly<Record<SpanKind, number>> = {
  expression: 12,
  amount: 6,
  unit: 3,
  day: 6,
  moment: 8,
  place: 3,
  address: 1,
};

/** What a message must have for a kind to be looked for. */
const needed: Readonly<Record<SpanKind, RegExp>> = {
  expression: /[+*/^%()×·÷√°²³−–-]|[a-z]/i,
  amount: /[a-z°'"′″½¼¾]/i,
  unit: /[a-z°]/i,
  day: /[a-z/.-]/i,
  moment: /[a-z:/.-]/i,
  place: /[a-z]/i,
  address: /\.|:\/\//,
};
/** Parts of one message that are looked at for one kind: a bound on hostile ones, which no usual one meets. */
const maxAttempts = 400;

const numberWords =
  'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty';
const number = new RegExp(`^(?:[-+$€£(]*[\\d.]|(?:${numberWords})(?:-|$))`, 'i');
const expressionStart =
  /^(?:square|cube|sqrt|cbrt|sin|cos|tan|ln|log|exp|abs|round|floor|ceil|min|max|half|double|twice|triple|add|subtract|multiply|divide|sum|average|product|increase|decrease|pi|a|π|√)/i;
const expressionEnd =
  /[\d)%°²³]$|^(?:percent|squared|cubed|hundred|thousand|million|billion|degrees|pi|e|π)$/i;
const question = /^(?:what|when|which|how|who|where|is|are|the|an?)$/i;
const preposition = /^(?:in|into|to|as|at|on|until|till|by|from|for|since|around|about|after)$/i;
/** Units and times of day that are ordinary words when they stand alone. */
const ordinary = /^(?:turn|hand|chain|point|bar|second|in|morning|night|afternoon|evening|lunch)$/i;
/** Each word of a day or a time is one of these; parsing all else would be in vain. */
const calendarWord = new RegExp(
  `^(?:\\d.*|${numberWords}|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?|(?:jan|febr?|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*|may|today|now|tonight|tomorrow|tmrw?|yesterday|days?|before|after|this|next|last|coming|weeks?|weekend|months?|years?|wks?|yrs?|mo|fortnights?|hours?|hrs?|minutes?|mins?|seconds?|secs?|[hmdws]|ago|later|within|from|on|in|at|by|for|of|the|a|an|and|to|past|around|about|end|start|beginning|first|half|quarters?|couple|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|sharp|hundred|thousand|noon|midday|midnight|morning|lunch(?:time)?|afternoon|evening|night|o['’]?clock|[ap]\\.?m\\.?|timer|new|year['’]?s|eve|valentine['’]?s?|st|patrick['’]?s?|april|fool['’]?s?|halloween|christmas|xmas|boxing|easter|good|ash|pentecost|thanksgiving)$`,
  'i',
);
/** Names of files, which look like addresses. */
const fileName = /^[^/]+\.(?:txt|md|csv|tsv|json|log|xml|pdf|docx?|xlsx?|html?|js|ts|py|png|jpe?g|zip)$/i;

/** The longest parts of the words that the parser behind an argument accepts, in the message's own spelling and order. */
export function findSpans(
  message: string,
  words: readonly Word[],
  kind: SpanKind,
  context: WhenContext,
): readonly Span[] {
  const found: Span[] = [];
  if (!needed[kind].test(message)) return found;
  let attempts = 0;
  const isCalendar = kind === 'day' || kind === 'moment';
  for (let first = 0; first < words.length; first += 1) {
    const limit = Math.min(words.length, first + maxSpanWords[kind]);
    const end = isCalendar ? calendarRun(words, first, limit) : limit;
    for (let last = end - 1; last >= first; last -= 1) {
      if (found.some((span) => span.first <= first && last <= span.last)) break;
      const text = message.slice(words[first]?.start, words[last]?.end);
      attempts += 1;
      if (attempts > maxAttempts) return found;
      if (!accepts(kind, text, words.slice(first, last + 1), context)) continue;
      found.push({ first, last, text });
      break;
    }
  }
  return found;
}

/** The end of the run of calendar words that starts at `first`. */
function calendarRun(words: readonly Word[], first: number, limit: number): number {
  let end = first;
  while (end < limit && calendarWord.test(words[end]?.text ?? '')) end += 1;
  return end;
}

function accepts(kind: SpanKind, text: string, words: readonly Word[], context: WhenContext): boolean {
  const first = words[0]?.text ?? '';
  const last = words.at(-1)?.text ?? '';
  switch (kind) {
    case 'expression':
      if (!number.test(first) && !expressionStart.test(first)) return false;
      if (!number.test(last) && !expressionEnd.test(last)) return false;
      if (/^\d+[-/.]\d+[-/.]\d+$|^[\d.,]+%$/.test(text)) return false;
      return succeeds(() => /[^\d.,\s]/.test(evaluate(text).text));
    case 'amount':
      if (!number.test(first) && !/^(?:an?|half|minus|[½¼¾])/i.test(first)) return false;
      return succeeds(() => parseAmount(text, context.locale).parts.length > 0);
    case 'unit':
      return isUnit(text, context.locale);
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
      if (fileName.test(text)) return false;
      if (!/^https?:\/\/\S/i.test(text) && !/\.[a-z]{2,}(?:[:/?#]|$)/i.test(text)) return false;
      return succeeds(() => parseAddress(text));
  }
}

/** One unit, or two as in `feet and inches`. */
function isUnit(text: string, locale: string): boolean {
  if (/^\d/.test(text) || ordinary.test(text)) return false;
  return text.split(' and ').every((name) => findUnit(name, locale) !== null);
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
