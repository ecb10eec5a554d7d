import type { MadeCall, RightCall, Row, RowFunction } from '../rows/row.ts';
import { callMistake } from './check-call.ts';
import { exactMistake } from './exact-mistake.ts';

/** How a category tells right from wrong: the calls match, there is none, there is one at least, or all is as written. */
export type Rule = 'match' | 'no-call' | 'any-call' | 'exact';

/** By the category's name, as the leaderboard does. */
export function ruleOf(category: string): Rule {
  if (category.includes('irrelevance')) return 'no-call';
  return category.includes('relevance') ? 'any-call' : 'match';
}

/** Null where the calls are right for the row, else what is wrong. */
export function rowMistake(
  made: readonly MadeCall[],
  { functions, rightCalls }: Row,
  rule: Rule,
): string | null {
  if (rule === 'no-call') return made.length === 0 ? null : 'called a function where none fits';
  if (rule === 'any-call') return made.length > 0 ? null : 'called no function';
  const right = rightCalls ?? [];
  if (rule === 'exact') return exactMistake(made, right);
  if (made.length !== right.length) return `made ${made.length} calls, not ${right.length}`;
  return unmatched(made, right, functions);
}

/** In any order: each right call takes the first call left that matches it. */
function unmatched(
  made: readonly MadeCall[],
  right: readonly RightCall[],
  functions: readonly RowFunction[],
): string | null {
  const left = [...made];
  for (const wanted of right) {
    const mistakes = left.map((call) => callMistake(call, wanted, functions));
    const index = mistakes.indexOf(null);
    if (index < 0) return mistakes.join('; ');
    left.splice(index, 1);
  }
  return null;
}

/** Whether the names of the calls are right, whatever their arguments; null where the rule does not look at names. */
export function namesAreRight(made: readonly MadeCall[], { rightCalls }: Row, rule: Rule): boolean | null {
  if (rule === 'no-call' || rule === 'any-call') return null;
  const wanted = (rightCalls ?? []).flatMap((call) => Object.keys(call)).sort();
  const got = made.map(({ name }) => name).sort();
  return wanted.length === got.length && wanted.every((name, index) => name === got[index]);
}
