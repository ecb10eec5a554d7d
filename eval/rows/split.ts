import { createHash } from 'node:crypto';
import type { Row } from './row.ts';

export const splits = ['train', 'test', 'all'] as const;
export type Split = (typeof splits)[number];

/** 1 (for tests, a quarter of all names) or 0 by the name alone, so that trainer and evaluation agree without a list. */
export function foldOf(functionName: string): 0 | 1 {
  const [first = 0] = createHash('sha256').update(functionName.toLowerCase()).digest();
  return first % 4 === 1 ? 1 : 0;
}

/**
 * Whether a row belongs to the split: to `test` where any function of its answer is in fold 1, else to `train`. Where a
 * row has no answer, the functions that it offers count.
 */
export function isInSplit({ functions, rightCalls }: Row, split: Split): boolean {
  if (split === 'all') return true;
  const names =
    rightCalls === null ? functions.map(({ name }) => name) : rightCalls.flatMap((call) => Object.keys(call));
  const isTest = names.some((name) => foldOf(name) === 1);
  return isTest === (split === 'test');
}
