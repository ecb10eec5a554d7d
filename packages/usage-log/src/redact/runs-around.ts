/** A stretch of characters of one kind. */
export interface Run {
  readonly start: number;
  readonly text: string;
}

/** One kind of run: what marks it, and what it is made of. `rest` is sticky and starts anywhere in a run. */
export interface RunKind {
  readonly marker: RegExp;
  readonly character: RegExp;
  readonly rest: RegExp;
}

/**
 * The runs that hold a marker, in order. Going back from a marker stops at the run before, so each character is read at
 * most twice, and text without markers costs one search.
 */
export function* runsAround(text: string, { marker, character, rest }: RunKind): Generator<Run, void> {
  let end = 0;
  for (let at = nextIndex(text, marker, end); at >= 0; at = nextIndex(text, marker, end)) {
    let start = at;
    while (start > end && character.test(text.charAt(start - 1))) start -= 1;
    rest.lastIndex = start;
    const run = rest.exec(text)?.[0] ?? text.charAt(start);
    end = start + run.length;
    yield { start, text: run };
  }
}

function nextIndex(text: string, marker: RegExp, from: number): number {
  marker.lastIndex = from;
  return marker.exec(text)?.index ?? -1;
}
