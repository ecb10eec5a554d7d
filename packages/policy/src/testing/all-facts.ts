import type { RuleFacts } from '../rule-of-two.ts';

const bits = [false, true] as const;

/** Each value that a decision can depend on, in the order of the table in SECURITY.md. */
export const ruleValues = {
  effect: ['read', 'write', 'destroy', 'send'],
  origin: ['built-in', 'page', 'user', 'remote'],
  standing: ['none', 'allow', 'ask', 'deny'],
} as const;

/** Every case that `ruleOfTwo` can be asked about: 2,048. */
export function allFacts(): readonly RuleFacts[] {
  let all: readonly object[] = [{}];
  const values = {
    ...ruleValues,
    untrustedSeen: bits,
    privateSeen: bits,
    acted: bits,
    granted: bits,
    fromUser: bits,
  };
  for (const [key, each] of Object.entries(values)) {
    all = all.flatMap((facts) => each.map((value) => ({ ...facts, [key]: value })));
  }
  return all as readonly RuleFacts[];
}
