/**
 * A reader of GBNF for tests: says whether a text fits and makes up texts that do. Takes the part of the notation that
 * the compiler writes, as llama.cpp's `grammars/README.md` describes it.
 */
export interface Gbnf {
  accepts(text: string): boolean;
  /** A random text of the grammar; `random` gives numbers from 0 to below 1. */
  sample(random: () => number): string;
}

type Node =
  | { readonly kind: 'literal'; readonly chars: readonly string[] }
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [number, number])[];
    }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'any'; readonly of: readonly Node[] }
  | { readonly kind: 'all'; readonly of: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly min: number; readonly max: number };

export function readGbnf(text: string): Gbnf {
  const rules = new Map<string, Node>();
  for (const line of text.split('\n')) {
    const [, name, body] = /^([a-zA-Z][a-zA-Z0-9-]*) ::= (.*)$/.exec(line) ?? [];
    if (name === undefined || body === undefined) throw new Error(`Not a rule: ${line}`);
    if (rules.has(name)) throw new Error(`Two rules are called ${name}.`);
    rules.set(name, new Parser(body).whole());
  }
  const rule = (name: string) => {
    const node = rules.get(name);
    if (node === undefined) throw new Error(`No rule is called ${name}.`);
    return node;
  };
  return {
    accepts: (input) => ends([...input], rule('root'), 0, rule, new Map()).has([...input].length),
    sample: (random) => write(rule('root'), rule, random, 0),
  };
}

type Rules = (name: string) => Node;
/** For each node, where its matches from a position can end. */
type Memo = Map<Node, Map<number, ReadonlySet<number>>>;

/** All positions where a match that begins at `at` can end. */
function ends(
  input: readonly string[],
  node: Node,
  at: number,
  rules: Rules,
  memo: Memo,
): ReadonlySet<number> {
  const here = memo.get(node) ?? new Map<number, ReadonlySet<number>>();
  memo.set(node, here);
  const found = here.get(at) ?? findEnds(input, node, at, rules, memo);
  here.set(at, found);
  return found;
}

function findEnds(
  input: readonly string[],
  node: Node,
  at: number,
  rules: Rules,
  memo: Memo,
): ReadonlySet<number> {
  switch (node.kind) {
    case 'literal':
      return node.chars.every((char, index) => input[at + index] === char)
        ? new Set([at + node.chars.length])
        : new Set();
    case 'class':
      return at < input.length && inClass(node, input[at] ?? '') ? new Set([at + 1]) : new Set();
    case 'rule':
      return ends(input, rules(node.name), at, rules, memo);
    case 'any':
      return new Set(node.of.flatMap((each) => [...ends(input, each, at, rules, memo)]));
    case 'all':
      return node.of.reduce<ReadonlySet<number>>(
        (from, each) => step(input, each, from, rules, memo),
        new Set([at]),
      );
    case 'repeat': {
      let from: ReadonlySet<number> = new Set([at]);
      const found = new Set(node.min === 0 ? from : []);
      for (let count = 1; count <= node.max && from.size > 0; count++) {
        from = step(input, node.of, from, rules, memo);
        if (count < node.min) continue;
        const before = found.size;
        for (const end of from) found.add(end);
        if (found.size === before) break;
      }
      return found;
    }
  }
}

function step(
  input: readonly string[],
  node: Node,
  from: ReadonlySet<number>,
  rules: Rules,
  memo: Memo,
): ReadonlySet<number> {
  return new Set([...from].flatMap((at) => [...ends(input, node, at, rules, memo)]));
}

function inClass({ negated, ranges }: Extract<Node, { kind: 'class' }>, char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return ranges.some(([from, to]) => code >= from && code <= to) !== negated;
}

const deep = 12;

function write(node: Node, rules: Rules, random: () => number, depth: number): string {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[depth > deep ? items.length - 1 : Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('Nothing to pick from.');
    return item;
  };
  switch (node.kind) {
    case 'literal':
      return node.chars.join('');
    case 'class':
      return node.negated
        ? pick([...'xaZ0 ",:{}[]<\\/é漢😀\n\t'].filter((char) => inClass(node, char)))
        : String.fromCodePoint(
            ...pick(node.ranges.map(([from, to]) => [from + Math.floor(random() * (to - from + 1))])),
          );
    case 'rule':
      return write(rules(node.name), rules, random, depth + 1);
    case 'any':
      return write(pick(node.of), rules, random, depth + 1);
    case 'all':
      return node.of.map((each) => write(each, rules, random, depth + 1)).join('');
    case 'repeat': {
      const most = depth > deep ? node.min : Math.min(node.max, node.min + 4);
      const count =
        random() < 0.1 && node.max <= 40 ? node.max : node.min + Math.floor(random() * (most - node.min + 1));
      return Array.from({ length: count }, () => write(node.of, rules, random, depth + 1)).join('');
    }
  }
}

/** Reads one rule's body. */
class Parser {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(body: string) {
    this.#chars = [...body];
  }

  whole(): Node {
    const node = this.#alternatives();
    if (this.#at < this.#chars.length)
      throw new Error(`Unexpected "${this.#chars.slice(this.#at).join('')}".`);
    return node;
  }

  #alternatives(): Node {
    const of = [this.#sequence()];
    while (this.#take('|')) of.push(this.#sequence());
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'any', of };
  }

  #sequence(): Node {
    const of: Node[] = [];
    for (this.#space(); this.#at < this.#chars.length && !')|'.includes(this.#peek()); this.#space())
      of.push(this.#repeated());
    if (of.length === 0) throw new Error('An empty alternative.');
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'all', of };
  }

  #repeated(): Node {
    const of = this.#item();
    const unlimited = Number.POSITIVE_INFINITY;
    if (this.#peek() === '*') return this.#after({ kind: 'repeat', of, min: 0, max: unlimited });
    if (this.#peek() === '+') return this.#after({ kind: 'repeat', of, min: 1, max: unlimited });
    if (this.#peek() === '?') return this.#after({ kind: 'repeat', of, min: 0, max: 1 });
    const counts = /^\{(\d+)(,(\d*))?\}/.exec(this.#ahead());
    if (counts === null) return of;
    this.#at += counts[0].length;
    const min = Number(counts[1]);
    const max = counts[2] === undefined ? min : counts[3] === '' ? unlimited : Number(counts[3]);
    if (Math.max(min, Number.isFinite(max) ? max : 0) > 2000)
      throw new Error(`llama.cpp refuses ${counts[0]}.`);
    return { kind: 'repeat', of, min, max };
  }

  #item(): Node {
    if (this.#take('(')) {
      const node = this.#alternatives();
      if (!this.#take(')')) throw new Error('A parenthesis is not closed.');
      return node;
    }
    if (this.#peek() === '"') return this.#literal();
    if (this.#peek() === '[') return this.#class();
    const [name] = /^[a-zA-Z][a-zA-Z0-9-]*/.exec(this.#ahead()) ?? [];
    if (name === undefined) throw new Error(`Unexpected "${this.#peek()}".`);
    this.#at += name.length;
    return { kind: 'rule', name };
  }

  #literal(): Node {
    const chars: string[] = [];
    for (this.#at++; this.#peek() !== '"'; ) chars.push(String.fromCodePoint(this.#code()));
    this.#at++;
    return { kind: 'literal', chars };
  }

  #class(): Node {
    this.#at++;
    const negated = this.#peek() === '^';
    if (negated) this.#at++;
    const ranges: [number, number][] = [];
    while (this.#peek() !== ']') {
      const from = this.#code();
      const isRange = this.#peek() === '-' && this.#chars[this.#at + 1] !== ']';
      if (isRange) this.#at++;
      ranges.push([from, isRange ? this.#code() : from]);
    }
    this.#at++;
    return { kind: 'class', negated, ranges };
  }

  /** One character, escaped or bare. */
  #code(): number {
    const char = this.#peek();
    if (char === '') throw new Error('The rule ends inside quotes or brackets.');
    this.#at++;
    if (char !== '\\') return char.codePointAt(0) ?? 0;
    const kind = this.#peek();
    this.#at++;
    const digits = { x: 2, u: 4, U: 8 }[kind];
    if (digits !== undefined) {
      const hex = this.#chars.slice(this.#at, this.#at + digits).join('');
      this.#at += digits;
      return Number.parseInt(hex, 16);
    }
    const named = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', '[': '[', ']': ']' }[kind];
    if (named === undefined) throw new Error(`Unknown escape \\${kind}.`);
    return named.charCodeAt(0);
  }

  #after(node: Node): Node {
    this.#at++;
    return node;
  }

  /** Enough of what follows for a name or a count. */
  #ahead(): string {
    return this.#chars.slice(this.#at, this.#at + 64).join('');
  }

  #peek(): string {
    return this.#chars[this.#at] ?? '';
  }

  #take(char: string): boolean {
    this.#space();
    if (this.#peek() !== char) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    while (this.#peek() === ' ') this.#at++;
  }
}
