import { type CharRange, complementOf } from './char-set.ts';
import { all, any, charsOf, empty, type Rule, repeat, text } from './rule.ts';

/** Longest pattern that is read, in UTF-16 units. */
const longestPattern = 1000;

/** Says which part of a pattern has no place in a grammar. */
export class PatternError extends Error {}

const word: readonly CharRange[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const digit: readonly CharRange[] = [[0x30, 0x39]];
/** ECMA-262, WhiteSpace and LineTerminator. */
const space: readonly CharRange[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const lineEnds: readonly CharRange[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const classes: Readonly<Record<string, readonly CharRange[]>> = {
  d: digit,
  D: complementOf(digit),
  w: word,
  W: complementOf(word),
  s: space,
  S: complementOf(space),
};
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, '0': 0 };

/**
 * Reads a regular expression (ECMA-262 with the flag `u`) as a rule of the bare text. What no grammar can say, such as looking
 * ahead, is a `PatternError`. `^` and `$` stand at the ends of whole alternatives only; without them anything may stand there.
 */
export class PatternReader {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    if (pattern.length > longestPattern)
      throw new PatternError(`it has ${pattern.length} characters, above ${longestPattern}`);
    try {
      new RegExp(pattern, 'u');
    } catch {
      throw new PatternError('it is not a regular expression');
    }
    this.#chars = [...pattern];
  }

  whole(): Rule {
    const anything = repeat(charsOf(complementOf([])), 0, null);
    const ways: Rule[] = [];
    do {
      const starts = this.#take('^');
      const body = this.#sequence();
      const ends = this.#take('$');
      ways.push(all(starts ? empty : anything, body, ends ? empty : anything));
    } while (this.#take('|'));
    if (this.#peek() !== '') throw this.#refused();
    return any(ways);
  }

  #alternatives(): Rule {
    const ways = [this.#sequence()];
    while (this.#take('|')) ways.push(this.#sequence());
    return any(ways);
  }

  #sequence(): Rule {
    let read: Rule = empty;
    while (!['', '|', ')', '$'].includes(this.#peek())) read = all(read, this.#repeated());
    return read;
  }

  #repeated(): Rule {
    const of = this.#item();
    const counts = /^(?:[*+?]|\{(\d+)(,(\d*))?\})/.exec(this.#rest());
    if (counts === null) return of;
    this.#at += counts[0].length;
    // Greedy or lazy, the same texts fit.
    this.#take('?');
    if (counts[1] === undefined) return repeat(of, counts[0] === '+' ? 1 : 0, counts[0] === '?' ? 1 : null);
    const min = Number(counts[1]);
    if (counts[2] === undefined) return repeat(of, min, min);
    return repeat(of, min, counts[3] === '' ? null : Number(counts[3]));
  }

  #item(): Rule {
    const char = this.#peek();
    if (char === '(') return this.#group();
    if (char === '[') return this.#class();
    if (char === '.') {
      this.#at++;
      return charsOf(complementOf(lineEnds));
    }
    if (char === '^') throw this.#refused();
    const read = this.#escapedOrBare();
    return typeof read === 'number' ? text(String.fromCodePoint(read)) : charsOf(read);
  }

  #group(): Rule {
    const head = /^\((?:\?:|\?<[\p{L}_$][\p{L}\p{N}_$]*>|(?!\?))/u.exec(this.#rest());
    if (head === null) throw this.#refused();
    this.#at += head[0].length;
    const inside = this.#alternatives();
    if (!this.#take(')')) throw this.#refused();
    return inside;
  }

  #class(): Rule {
    this.#at++;
    const negated = this.#take('^');
    const ranges: CharRange[] = [];
    while (!this.#take(']')) {
      const from = this.#escapedOrBare();
      const isRange = this.#peek() === '-' && this.#chars[this.#at + 1] !== ']';
      if (typeof from !== 'number') ranges.push(...from);
      else if (!isRange) ranges.push([from, from]);
      else {
        this.#at++;
        const to = this.#escapedOrBare();
        if (typeof to !== 'number') throw this.#refused();
        ranges.push([from, to]);
      }
    }
    return charsOf(negated ? complementOf(ranges) : ranges);
  }

  /** One character, or what a class such as `\d` stands for. */
  #escapedOrBare(): number | readonly CharRange[] {
    const char = this.#peek();
    if (char !== '\\') {
      this.#at++;
      return char.codePointAt(0) ?? 0;
    }
    const rest = this.#rest();
    const coded = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\})/.exec(rest);
    const kind = rest[1] ?? '';
    if (coded !== null) {
      this.#at += coded[0].length;
      const code = Number.parseInt(coded[1] ?? coded[2] ?? coded[3] ?? '', 16);
      if (code >= 0xd800 && code <= 0xdfff) throw new PatternError('it has half of a surrogate pair');
      return code;
    }
    const known = Object.hasOwn(classes, kind) ? classes[kind] : controls[kind];
    if (known === undefined && /[\w]/.test(kind)) throw this.#refused();
    this.#at += 2;
    return known ?? kind.codePointAt(0) ?? 0;
  }

  #refused(): PatternError {
    return new PatternError(`a grammar cannot say what begins at "${this.#rest().slice(0, 12)}"`);
  }

  #rest(): string {
    return this.#chars.slice(this.#at).join('');
  }

  #peek(): string {
    return this.#chars[this.#at] ?? '';
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#at++;
    return true;
  }
}
