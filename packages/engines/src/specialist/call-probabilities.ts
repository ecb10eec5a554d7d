import type { AdapterFormat, CallProbability } from '@kinglet/spec';

/** A stretch of a reply's text, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Text of a reply with the log probability of its tokens together. */
export interface WeighedText {
  readonly text: string;
  readonly logProbability: number;
}

/**
 * How probable the name and each argument of the calls of a reply were. `pieces` are the reply's text, one token each at best;
 * `lines` are where its calls stand. What a grammar forces between the values (keys, bars) does not count; what ends a value
 * does, since the model could have gone on.
 */
export function callProbabilities(
  pieces: readonly WeighedText[],
  lines: readonly Stretch[],
  format: AdapterFormat,
): readonly CallProbability[] {
  let at = 0;
  const placed = pieces.map(({ text, logProbability }) => {
    const start = at;
    at += text.length;
    return { start, end: at, logProbability };
  });
  const reply = pieces.map(({ text }) => text).join('');
  const within = (part: Stretch) => placed.filter((piece) => isWithin(piece, part));
  const probability = (part: Stretch) =>
    Math.min(1, Math.exp(within(part).reduce((sum, piece) => sum + piece.logProbability, 0)));
  return lines.map((line) => {
    const text = reply.slice(line.start, line.end);
    const nameEnd = text.search(format === 'bare' ? / \|/ : / \{/);
    const name = { start: line.start, end: nameEnd < 0 ? line.end : line.start + nameEnd };
    const values = nameEnd < 0 ? [] : (format === 'bare' ? barValues : jsonValues)(text, nameEnd);
    return {
      name: probability(name),
      arguments: values.map(({ start, end }) =>
        probability({ start: line.start + start, end: line.start + end }),
      ),
      tokens: within(line).length,
    };
  });
}

/** A token without text is the reply's end, and belongs to what it ends. */
function isWithin(piece: Stretch, part: Stretch): boolean {
  if (piece.start === piece.end) return piece.start === part.end;
  return piece.start < part.end && piece.end > part.start;
}

/** Each from after its bar to the bar or the end that follows. */
function barValues(line: string, from: number): readonly Stretch[] {
  const bars = [...line.slice(from).matchAll(/\|/g)].map(({ index }) => from + index);
  return bars.map((bar, nth) => ({ start: bar + 2, end: bars[nth + 1] ?? line.length }));
}

/** Of the object's own members, the character that ends each included; a text without its opening quote. */
function jsonValues(line: string, from: number): readonly Stretch[] {
  const values: Stretch[] = [];
  let depth = 0;
  let inText = false;
  let start = -1;
  for (let at = from; at < line.length; at += 1) {
    const char = line[at];
    if (inText) {
      if (char === '\\') at += 1;
      else if (char === '"') inText = false;
      continue;
    }
    if (char === '"') inText = true;
    else if (char === ':' && depth === 1 && start < 0) start = line[at + 1] === '"' ? at + 2 : at + 1;
    else if (char === '{' || char === '[') depth += 1;
    if (start >= 0 && depth === 1 && (char === ',' || char === '}')) {
      values.push({ start, end: at + 1 });
      start = -1;
    }
    if (char === '}' || char === ']') depth -= 1;
  }
  return values;
}
