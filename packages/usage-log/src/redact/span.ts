/** A stretch of a text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something personal in a text. `value` is normalised: equal values get the same placeholder. */
export interface Finding extends Span {
  readonly value: string;
}

/** The text with these spans blanked out, the length kept: later detectors see the same offsets. */
export function blank(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    pieces.push(text.slice(at, start), '\0'.repeat(end - start));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
