/** Collects named rules and prints them, `root` first. A name is added once; its body is computed on first use. */
export class GrammarRules {
  readonly #bodies = new Map<string, string>();
  readonly #shared = new Map<string, string>();

  /** Adds the rule unless it is there, and returns its name. Rules may refer to themselves. */
  use(name: string, body: () => string): string {
    if (!this.#bodies.has(name)) {
      this.#bodies.set(name, '');
      this.#bodies.set(name, body());
    }
    return name;
  }

  /** A rule for the expression, so that what stands in several places is written once; equal ones get the same rule. */
  share(body: string): string {
    const known = this.#shared.get(body);
    if (known !== undefined) return known;
    const name = this.use(`r${this.#shared.size + 1}`, () => body);
    this.#shared.set(body, name);
    return name;
  }

  print(root: string): string {
    const rest = [...this.#bodies].map(([name, body]) => `${name} ::= ${body}`);
    return [`root ::= ${root}`, ...rest].join('\n');
  }
}

/** Alternatives in parentheses, so that they can stand in a sequence; a single one stands bare. */
export function anyOf(alternatives: readonly string[]): string {
  return alternatives.length === 1 ? (alternatives[0] ?? '') : `(${alternatives.join(' | ')})`;
}

/** `{min,max}` after an item; empty maximum is unlimited. */
export function repeat(item: string, min: number, max: number | undefined): string {
  if (min === 0 && max === undefined) return `${item}*`;
  if (min === 1 && max === undefined) return `${item}+`;
  if (min === 0 && max === 1) return `${item}?`;
  if (min === max) return min === 1 ? item : `${item}{${min}}`;
  return `${item}{${min},${max ?? ''}}`;
}
