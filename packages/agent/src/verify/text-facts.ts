import { addressesIn } from '@kinglet/policy';
import { plain, valuesIn, wordsOf } from './tokens.ts';

/** What a text can be said to contain. */
export interface TextFacts {
  readonly plain: string;
  readonly words: readonly string[];
  readonly values: ReadonlySet<number>;
  readonly addresses: ReadonlySet<string>;
}

/** Texts of the last steps, so that a step of a run looks through what is new only. Longer ones are not worth their memory. */
const known = new Map<string, TextFacts>();
const maxKnown = 256;
const maxLength = 8_000;

/** Pure; the same text again costs a look-up. */
export function textFacts(text: string): TextFacts {
  const found = known.get(text);
  if (found !== undefined) return found;
  const facts = {
    plain: plain(text),
    words: wordsOf(text),
    values: valuesIn(text),
    addresses: addressesIn(text),
  };
  if (text.length > maxLength) return facts;
  if (known.size >= maxKnown) known.clear();
  known.set(text, facts);
  return facts;
}
