/**
 * What may steer a terminal, a reader's eye or a model without being seen: C0 and C1 controls except tab and newline,
 * bidi marks and overrides, invisible operators, the byte-order mark, tag characters and supplementary variation
 * selectors. Joiners stay: emoji and several scripts need them.
 */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu;

/** Takes out hidden characters, mends lone surrogates, and ends lines with `\n`. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(hidden, '');
}

/** Cuts a text to `maxLength` characters, a note of what was cut included; never through a surrogate pair. */
export function capText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const note = (kept: number) => `\n[cut: ${text.length - kept} of ${text.length} characters left out]`;
  const kept = Math.max(0, maxLength - note(0).length);
  return `${text
    .slice(0, kept)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}${note(kept)}`;
}

/** One line of at most `maxLength` characters, for a quotation in a message. */
export function oneLine(text: string, maxLength = 80): string {
  const line = cleanText(text.slice(0, maxLength * 4))
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= maxLength
    ? line
    : `${line
        .slice(0, maxLength - 1)
        .trimEnd()
        .toWellFormed()}…`;
}
