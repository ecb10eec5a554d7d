import type { SpanFacts } from '@kinglet/spec';
import { cleanText } from '../text/clean-text.ts';
import { type Command, commandOf, withoutPoliteness } from './command.ts';
import { findSpans, type Span, type SpanKind } from './find-spans.ts';
import { type Word, wordsOf } from './words-of.ts';

/** Characters of a message that are looked at; a longer one is no short request. */
const maxLength = 2_400;
const maxWords = 60;

/** A user's message, looked through once for all tools. */
export class SpokenMessage {
  /** Its beginning, without hidden characters. */
  readonly text: string;
  /** The same without `please`, `can you` and the like before it. */
  readonly request: string;
  readonly words: readonly Word[];
  /** What it clearly commands, so that no other tool is meant. */
  readonly command: Command | null;
  /** True where there is more of it than `text`. */
  readonly isCut: boolean;
  readonly hasAttachments: boolean;
  readonly #facts: SpanFacts;
  readonly #found = new Map<SpanKind, readonly Span[]>();

  constructor(userText: string, facts: SpanFacts) {
    this.text = cleanText(userText.slice(0, maxLength)).trim();
    this.isCut = userText.length > maxLength;
    this.words = wordsOf(this.text, maxWords);
    this.request = withoutPoliteness(this.text);
    this.command = commandOf(this.request);
    this.hasAttachments = facts.hasAttachments;
    this.#facts = facts;
  }

  /** The parts that the parser of a kind accepts, in order. */
  spansOf(kind: SpanKind): readonly Span[] {
    const known = this.#found.get(kind);
    if (known !== undefined) return known;
    const { nowMs, timeZone } = this.#facts;
    const found = findSpans(this.text, this.words, kind, { nowMs, timeZone, locale: 'en-GB' });
    this.#found.set(kind, found);
    return found;
  }

  /** Whether a part of it lies within one of these kinds. */
  isWithin(first: number, last: number, kinds: readonly SpanKind[]): boolean {
    return kinds.some((kind) => this.spansOf(kind).some((span) => span.first <= first && last <= span.last));
  }

  /** Whether a pattern occurs in it. */
  has(cue: RegExp): boolean {
    return cue.test(this.text);
  }
}

let last: { readonly userText: string; readonly facts: SpanFacts; readonly message: SpokenMessage } | null =
  null;

/** All tools look at the same message in turn, so the last one is kept. */
export function spokenMessage(userText: string, facts: SpanFacts): SpokenMessage {
  const isSame =
    last !== null &&
    last.userText === userText &&
    last.facts.nowMs === facts.nowMs &&
    last.facts.timeZone === facts.timeZone &&
    last.facts.hasAttachments === facts.hasAttachments;
  if (last !== null && isSame) return last.message;
  const message = new SpokenMessage(userText, facts);
  last = { userText, facts, message };
  return message;
}
