/** Bytes of a file, from `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes that are here. */
export interface Span extends ByteRange {
  /** Source and edition that they came from; null once their hash was found right. */
  readonly version: string | null;
}

/** The range without what the spans cover, in pieces that cross no multiple of `chunkBytes`. */
export function gapsIn(
  spans: readonly Span[],
  { start, end }: ByteRange,
  chunkBytes = Number.POSITIVE_INFINITY,
): readonly ByteRange[] {
  const gaps: ByteRange[] = [];
  let at = start;
  for (const span of [...spans, { start: end, end }]) {
    const gapEnd = Math.min(span.start, end);
    while (at < gapEnd) {
      const cut = Math.min(gapEnd, (Math.floor(at / chunkBytes) + 1) * chunkBytes);
      gaps.push({ start: at, end: cut });
      at = cut;
    }
    at = Math.max(at, span.end);
  }
  return gaps;
}

/** The spans with one more, in the place of what lay there: in order, neighbours of one version joined. */
export function withSpan(spans: readonly Span[], span: Span): readonly Span[] {
  const joined: Span[] = [];
  for (const next of [...withoutRange(spans, span), span].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last?.end === next.start && last.version === next.version) {
      joined.splice(-1, 1, { ...last, end: next.end });
    } else joined.push(next);
  }
  return joined;
}

/** The spans without the bytes of the range. */
export function withoutRange(spans: readonly Span[], { start, end }: ByteRange): readonly Span[] {
  return spans.flatMap((span) =>
    [
      { ...span, end: Math.min(span.end, start) },
      { ...span, start: Math.max(span.start, end) },
    ].filter((left) => left.start < left.end),
  );
}

/** How many bytes the spans cover. */
export function bytesOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}
