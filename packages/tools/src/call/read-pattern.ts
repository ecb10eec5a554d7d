/** A regular expression, read. */
export type PatternNode =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean }
  | { readonly kind: 'assert'; readonly holds: (chars: readonly string[], at: number) => boolean }
  | { readonly kind: 'all'; readonly of: readonly PatternNode[] }
  | { readonly kind: 'any'; readonly of: readonly PatternNode[] }
  /** `max` null: without end. */
  | { readonly kind: 'repeat'; readonly of: PatternNode; readonly min: number; readonly max: number | null };

const maxLength = 1_000;
const maxDepth = 50;

/** Says what of a pattern cannot be read. */
export class PatternError extends Error {}

/** Reads a pattern. Throws `PatternError` for what is no regular expression, looks around, refers back, or is too long or deep. */
export function readPattern(source: string): PatternNode {
  if (source.length > maxLength)
    throw new PatternError(`it has ${source.length} characters, at most ${maxLength} are read`);
  return new Reader(source, flagsOf(source)).whole();
}

/** Many patterns are written without the flag in mind: `[\w-.]`. */
function flagsOf(source: string): string {
  for (const flags of ['u', '']) {
    try {
      new RegExp(source, flags);
      return flags;
    } catch {
      // Then without it.
    }
  }
  throw new PatternError('it is not a regular expression');
}

const counts = /^(?:[*+?]|\{(\d{1,6})(?:(,)(\d{0,6}))?\})\??/;
const charClass = /^\[(?:[^\]\\]|\\[\s\S])*\]/u;
const escaped =
  /^\\(?:u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[pP]\{[^}]{1,60}\}|[\s\S])/u;

class Reader {
  #rest: string;
  readonly #flags: string;
  #depth = 0;

  constructor(source: string, flags: string) {
    this.#rest = source;
    this.#flags = flags;
  }

  whole(): PatternNode {
    const read = this.#alternatives();
    if (this.#rest !== '') throw this.#refused();
    return read;
  }

  #alternatives(): PatternNode {
    const ways = [this.#sequence()];
    while (this.#take('|')) ways.push(this.#sequence());
    return ways.length === 1 && ways[0] ? ways[0] : { kind: 'any', of: ways };
  }

  #sequence(): PatternNode {
    const of: PatternNode[] = [];
    while (this.#rest !== '' && !/^[|)]/.test(this.#rest)) of.push(this.#repeated());
    return { kind: 'all', of };
  }

  #repeated(): PatternNode {
    const of = this.#item();
    const [found, low, comma, high] = counts.exec(this.#rest) ?? [];
    if (found === undefined) return of;
    if (of.kind === 'assert') throw this.#refused();
    this.#skip(found);
    if (low === undefined) {
      return {
        kind: 'repeat',
        of,
        min: found.startsWith('+') ? 1 : 0,
        max: found.startsWith('?') ? 1 : null,
      };
    }
    const min = Number(low);
    const max = comma === undefined ? min : high === undefined || high === '' ? null : Number(high);
    return { kind: 'repeat', of, min, max };
  }

  #item(): PatternNode {
    if (this.#take('(')) return this.#group();
    if (this.#take('^')) return { kind: 'assert', holds: (_, at) => at === 0 };
    if (this.#take('$')) return { kind: 'assert', holds: (chars, at) => at === chars.length };
    const boundary = /^\\[bB]/.exec(this.#rest)?.[0];
    if (boundary !== undefined) {
      this.#skip(boundary);
      const wanted = boundary === '\\b';
      return { kind: 'assert', holds: (chars, at) => isBoundary(chars, at) === wanted };
    }
    if (/^\\[1-9k]/.test(this.#rest)) throw this.#refused();
    const atom = (charClass.exec(this.#rest) ??
      escaped.exec(this.#rest) ??
      /^[^*+?()|]/u.exec(this.#rest))?.[0];
    if (atom === undefined) throw this.#refused();
    this.#skip(atom);
    return { kind: 'char', test: charTest(atom, this.#flags) };
  }

  #group(): PatternNode {
    this.#depth += 1;
    const head = /^\?(?::|<[\p{L}_$][\p{L}\p{N}_$]*>)/u.exec(this.#rest)?.[0] ?? '';
    if ((head === '' && this.#rest.startsWith('?')) || this.#depth > maxDepth) throw this.#refused();
    this.#skip(head);
    const inside = this.#alternatives();
    if (!this.#take(')')) throw this.#refused();
    this.#depth -= 1;
    return inside;
  }

  #take(char: string): boolean {
    if (!this.#rest.startsWith(char)) return false;
    this.#skip(char);
    return true;
  }

  #skip(read: string): void {
    this.#rest = this.#rest.slice(read.length);
  }

  #refused(): PatternError {
    return new PatternError(`what begins at "${this.#rest.slice(0, 12)}" cannot be checked in bounded time`);
  }
}

/** One character of the pattern, by the platform's own reading of it; what it said of a character is kept. */
function charTest(atom: string, flags: string): (char: string) => boolean {
  const literal = atom === '{' || atom === '}' || atom === ']' ? `\\${atom}` : atom;
  const whole = new RegExp(`^(?:${literal})$`, flags);
  const known = new Map<string, boolean>();
  return (char) => {
    const before = known.get(char);
    if (before !== undefined) return before;
    const fits = whole.test(char);
    known.set(char, fits);
    return fits;
  };
}

function isBoundary(chars: readonly string[], at: number): boolean {
  const isWord = (char: string | undefined) => char !== undefined && /^\w$/.test(char);
  return isWord(chars[at - 1]) !== isWord(chars[at]);
}
