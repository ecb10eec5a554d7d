import { renderGbnf } from './render-gbnf.ts';
import { isNothing, mapRule, nothing, type Rule } from './rule.ts';

/** The named rules of one grammar. They may refer to themselves; one that no text can fit takes its alternatives along. */
export class GrammarRules {
  readonly #bodies = new Map<string, Rule>();
  readonly #parts = new Set<string>();
  readonly #shared = new Map<string, Rule>();
  readonly #needed: (readonly [Rule, () => Error])[] = [];

  /** A rule under a name of its own, added once; its body is computed on first use. */
  use(name: string, body: () => Rule): Rule {
    if (!this.#bodies.has(name)) {
      this.#bodies.set(name, nothing);
      this.#bodies.set(name, body());
    }
    return { kind: 'use', name };
  }

  /** A new rule that is written once, wherever it stands, and in place where it stands but once. It may stand in itself. */
  part(body: (self: Rule) => Rule): Rule {
    const name = `r${this.#parts.size + 1}`;
    this.#parts.add(name);
    return this.use(name, () => body({ kind: 'use', name }));
  }

  /** The same for a rule that is known: equal ones are one. */
  share(rule: Rule): Rule {
    if (isNothing(rule)) return nothing;
    const key = renderGbnf(rule);
    const shared = this.#shared.get(key) ?? this.part(() => rule);
    this.#shared.set(key, shared);
    return shared;
  }

  /** `print` throws the error where no text can fit the rule. */
  need(rule: Rule, error: () => Error): Rule {
    this.#needed.push([rule, error]);
    return rule;
  }

  /** GBNF, `root` first. */
  print(root: Rule): string {
    const able = this.#able();
    for (const [rule, error] of this.#needed) {
      if (!canFit(rule, able)) throw error();
    }
    const kept = (rule: Rule) =>
      able.size === this.#bodies.size
        ? rule
        : mapRule(rule, (leaf) => (leaf.kind === 'use' && !able.has(leaf.name) ? nothing : leaf));
    const bodies = new Map(
      [...this.#bodies].flatMap(([name, body]) => (able.has(name) ? [[name, kept(body)] as const] : [])),
    );
    const start = kept(root);
    const uses = countUses(start, bodies);
    const isInlined = (name: string) => uses.get(name) === 1 && this.#parts.has(name);
    const inline = (leaf: Rule): Rule =>
      leaf.kind === 'use' && isInlined(leaf.name) ? mapRule(bodies.get(leaf.name) ?? nothing, inline) : leaf;
    const written = [...bodies].filter(([name]) => uses.has(name) && !isInlined(name));
    return [
      `root ::= ${renderGbnf(mapRule(start, inline))}`,
      ...written.map(([name, body]) => `${name} ::= ${renderGbnf(mapRule(body, inline))}`),
    ].join('\n');
  }

  /** Names of the rules that some finite text fits. */
  #able(): ReadonlySet<string> {
    const able = new Set<string>();
    const innerFirst = [...this.#bodies].reverse();
    for (let size = -1; size < able.size; ) {
      size = able.size;
      for (const [name, body] of innerFirst) {
        if (!able.has(name) && canFit(body, able)) able.add(name);
      }
    }
    return able;
  }
}

function canFit(rule: Rule, able: ReadonlySet<string>): boolean {
  switch (rule.kind) {
    case 'all':
      return rule.of.every((each) => canFit(each, able));
    case 'any':
      return rule.of.some((each) => canFit(each, able));
    case 'repeat':
      return rule.min === 0 || canFit(rule.of, able);
    case 'use':
      return able.has(rule.name);
    default:
      return true;
  }
}

/** How often each rule stands in what `start` leads to. */
function countUses(start: Rule, bodies: ReadonlyMap<string, Rule>): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const count = (rule: Rule): void => {
    if (rule.kind === 'all' || rule.kind === 'any') rule.of.forEach(count);
    if (rule.kind === 'repeat') count(rule.of);
    if (rule.kind !== 'use') return;
    const before = uses.get(rule.name) ?? 0;
    uses.set(rule.name, before + 1);
    if (before === 0) count(bodies.get(rule.name) ?? nothing);
  };
  count(start);
  return uses;
}
