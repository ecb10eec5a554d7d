import { findEmails } from './find-emails.ts';
import { findIbans } from './find-ibans.ts';
import { findKeys } from './find-keys.ts';
import { findCards, findPhones } from './find-numbers.ts';
import { findDates, findUuids } from './find-protected.ts';
import { placeholder } from './patterns.ts';
import { blank, type Finding, type Span } from './span.ts';

type Kind = 'EMAIL' | 'PHONE' | 'CARD' | 'IBAN' | 'KEY';

/** In this order: what one step took, or protected, the next ones do not see. */
const steps: readonly (
  | { kind: Kind; find: (text: string) => Finding[] }
  | { protect: (text: string) => Span[] }
)[] = [
  { kind: 'EMAIL', find: findEmails },
  { protect: findUuids },
  { kind: 'KEY', find: findKeys },
  { protect: findDates },
  { kind: 'IBAN', find: findIbans },
  { kind: 'CARD', find: findCards },
  { kind: 'PHONE', find: findPhones },
];

/** Whatever is redacted has one of these. */
const mark = /[@\d]/;

/** Replaces personal data by placeholders, and knows what they stand for. */
export interface Redactor {
  redact(text: string): string;
  /** What the placeholders written so far stand for, as it was first written. */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * The texts with e-mail addresses, phone, card and bank account numbers and keys replaced by typed placeholders such
 * as `<EMAIL_1>`. One value has one placeholder in all the texts of a call. Numbers go on after placeholders that the
 * texts hold already, so redacting twice changes nothing. Dates, prices, times and UUIDs stay. Time is linear in the
 * length of the texts.
 */
export function redact(texts: readonly string[]): string[] {
  const redactor = createRedactor(texts);
  return texts.map((text) => redactor.redact(text));
}

/** A redactor whose numbers go on after the placeholders that `texts` hold already. The same texts in the same order get the same placeholders. */
export function createRedactor(texts: readonly string[]): Redactor {
  const name = placeholderNames(texts);
  const values = new Map<string, string>();
  return {
    values,
    redact(text) {
      if (!mark.test(text)) return text;
      const pieces: string[] = [];
      let at = 0;
      for (const { kind, start, end, value } of findAll(text)) {
        const placeholder = name(kind, value);
        if (!values.has(placeholder)) values.set(placeholder, text.slice(start, end));
        pieces.push(text.slice(at, start), placeholder);
        at = end;
      }
      pieces.push(text.slice(at));
      return pieces.join('');
    },
  };
}

function findAll(text: string): (Finding & { kind: Kind })[] {
  const found: (Finding & { kind: Kind })[] = [];
  let rest = text;
  for (const step of steps) {
    if ('protect' in step) {
      rest = blank(rest, step.protect(rest));
      continue;
    }
    const findings = step.find(rest);
    rest = blank(rest, findings);
    for (const finding of findings) found.push({ ...finding, kind: step.kind });
  }
  return found.sort((a, b) => a.start - b.start);
}

function placeholderNames(texts: readonly string[]): (kind: Kind, value: string) => string {
  const names = new Map<string, string>();
  const last = new Map<string, number>();
  for (const text of texts) {
    for (const [, kind = '', number] of text.matchAll(placeholder)) {
      last.set(kind, Math.max(last.get(kind) ?? 0, Number(number)));
    }
  }
  return (kind, value) => {
    const key = `${kind} ${value}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const number = (last.get(kind) ?? 0) + 1;
    last.set(kind, number);
    const made = `<${kind}_${number}>`;
    names.set(key, made);
    return made;
  };
}
