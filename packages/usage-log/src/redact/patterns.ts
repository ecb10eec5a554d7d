/**
 * The patterns that are run over whole texts, which are a model's or a stranger's. So that time stays linear, each is
 * either one class repeated, with nothing after it that could fail, or has only bounded quantifiers. A test holds them to it.
 */

/** What an e-mail address can be made of. */
export const emailRun = {
  marker: /@/g,
  character: /[\p{L}\p{N}._%+\-@]/u,
  rest: /[\p{L}\p{N}._%+\-@]+/uy,
};

/** What a key can be made of; one without a digit is a word. */
export const tokenRun = {
  marker: /\d/g,
  character: /[A-Za-z0-9_\-.~+/]/,
  rest: /[A-Za-z0-9_\-.~+/]+={0,2}/y,
};
/** A token between dots. */
export const tokenSegment = /[A-Za-z0-9_\-~+/]+={0,2}/g;
/** A token between anything that is not in base64url. */
export const tokenWord = /[A-Za-z0-9_-]+/g;

/** The beginning of an account number; the rest is looked at, not taken, so that the next one is found inside it. */
export const ibanStart = /[A-Za-z]{2}\d{2}(?=([A-Za-z0-9 ]{11,40}))/g;

/** Numbers and what is written between them; a shorter run holds no phone or card number. */
export const numberRun = /[\d+(][\d+().\-/ \u00a0]{7,}/g;

/** A UUID from its first hyphen on: few texts have many of those, so few places are tried. */
export const uuidTail = /-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])/g;

const clock = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?`;
const isoDate = String.raw`\d{4}-\d{2}-\d{2}(?:[T ]${clock}(?:Z|[+-]\d{2}:?\d{2})?)?`;
const dayOrMonth = '(?:0?[1-9]|[12][0-9]|3[01])';
const writtenDate = String.raw`${dayOrMonth}[./-]${dayOrMonth}[./-](?:\d{4}|\d{2})`;
/** Not inside a longer chain of numbers, which would be a phone number. */
export const dateOrTime = new RegExp(
  String.raw`(?<!\d[./-]?)(?:${isoDate}|${writtenDate}|${clock})(?![./-]?\d)`,
  'g',
);

/** What `redact` itself writes. */
export const placeholder = /<(EMAIL|PHONE|CARD|IBAN|KEY)_(\d{1,6})>/g;
