import { type PatternNode, readPattern } from './read-pattern.ts';

/** Places of a pattern, repetitions written out. */
const maxStates = 2_000;
/** Characters times places: some tenths of a second. */
const maxSteps = 10_000_000;

type State =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean; next: number }
  | { readonly kind: 'split'; ways: readonly number[] }
  | {
      readonly kind: 'assert';
      readonly holds: (chars: readonly string[], at: number) => boolean;
      next: number;
    }
  | { readonly kind: 'match' };

/** Says why a pattern, or a text with it, cannot be looked at in bounded time. */
class PatternLimit extends Error {}

/**
 * A regular expression (ECMA-262, flag `u` where it reads with it) that is matched in time linear in the text, whoever wrote it: all
 * ways are followed at once (Thompson 1968), so that none is tried again. Looking around and back references are `PatternLimit`s, and so
 * are patterns above 2,000 places and, when matching, a text too long for them.
 */
export class LinearPattern {
  readonly #states: State[] = [];
  readonly #start: number;

  constructor(source: string) {
    this.#start = this.#add(readPattern(source), this.#push({ kind: 'match' }));
  }

  /** Whether it occurs in the text. */
  test(text: string): boolean {
    const chars = [...text];
    if (chars.length * this.#states.length > maxSteps) {
      throw new PatternLimit(`a text of ${chars.length} characters is too long for its pattern`);
    }
    const seen = new Int32Array(this.#states.length).fill(-1);
    let active: number[] = [];
    for (let at = 0; at <= chars.length; at += 1) {
      const here: number[] = [];
      for (const state of [...active, this.#start]) {
        if (this.#follow(state, { chars, at, seen, into: here })) return true;
      }
      const char = chars[at];
      active = [];
      if (char === undefined) break;
      for (const index of here) {
        const state = this.#states[index];
        if (state?.kind === 'char' && state.test(char)) active.push(state.next);
      }
    }
    return false;
  }

  /** Adds what can be reached without a character; true where that is the end of the pattern. */
  #follow(
    from: number,
    { chars, at, seen, into }: { chars: readonly string[]; at: number; seen: Int32Array; into: number[] },
  ): boolean {
    const open = [from];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (seen[index] === at) continue;
      seen[index] = at;
      const state = this.#states[index];
      if (state?.kind === 'match') return true;
      if (state?.kind === 'char') into.push(index);
      else if (state?.kind === 'split') open.push(...state.ways);
      else if (state?.kind === 'assert' && state.holds(chars, at)) open.push(state.next);
    }
    return false;
  }

  #push(state: State): number {
    if (this.#states.length >= maxStates) throw new PatternLimit(`it has more than ${maxStates} places`);
    return this.#states.push(state) - 1;
  }

  /** The place where the node begins, when `next` follows it. */
  #add(node: PatternNode, next: number): number {
    switch (node.kind) {
      case 'char':
        return this.#push({ kind: 'char', test: node.test, next });
      case 'assert':
        return this.#push({ kind: 'assert', holds: node.holds, next });
      case 'all':
        return node.of.reduceRight((after, part) => this.#add(part, after), next);
      case 'any':
        return this.#push({ kind: 'split', ways: node.of.map((way) => this.#add(way, next)) });
      case 'repeat':
        return this.#addRepeat(node, next);
    }
  }

  #addRepeat({ of, min, max }: Extract<PatternNode, { kind: 'repeat' }>, next: number): number {
    let start = next;
    if (max === null) {
      const again = { kind: 'split' as const, ways: [] as readonly number[] };
      start = this.#push(again);
      again.ways = [this.#add(of, start), next];
    } else {
      for (let count = min; count < max; count += 1) {
        start = this.#push({ kind: 'split', ways: [this.#add(of, start), next] });
      }
    }
    for (let count = 0; count < min; count += 1) start = this.#add(of, start);
    return start;
  }
}
