/** Code points, both included. */
export type CharRange = readonly [from: number, to: number];

const largestCode = 0x10ffff;

/** The same characters as ranges that neither touch nor overlap, in order. */
export function unionOf(ranges: readonly CharRange[]): readonly CharRange[] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** All other characters. */
export function complementOf(ranges: readonly CharRange[]): readonly CharRange[] {
  const gaps: CharRange[] = [];
  let from = 0;
  for (const [first, last] of unionOf(ranges)) {
    if (first > from) gaps.push([from, first - 1]);
    from = last + 1;
  }
  return from > largestCode ? gaps : [...gaps, [from, largestCode]];
}

export function intersectionOf(a: readonly CharRange[], b: readonly CharRange[]): readonly CharRange[] {
  return complementOf([...complementOf(a), ...complementOf(b)]);
}

/** `a-z_` as in a character class; a `-` at an end is itself. */
export function rangesOf(spec: string): readonly CharRange[] {
  const codes = [...spec].map((char) => char.codePointAt(0) ?? 0);
  const dash = 0x2d;
  const ranges: CharRange[] = [];
  for (let at = 0; at < codes.length; at++) {
    const from = codes[at] ?? 0;
    const to = codes[at + 1] === dash ? codes[at + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) at += 2;
  }
  return ranges;
}
