import type { Page } from 'playwright';
import type { BuiltApp } from './built-app.ts';

/** What a figure must reach, such as `>= 0.98`. */
export type Goal = `${'>=' | '<=' | '<'} ${number}`;

/** One measured figure. `facts` stand beside it: medians, ranges, counts. */
export interface Figure {
  readonly value: number;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** One figure, against a named peer where it is a ratio. */
export interface Benchmark {
  readonly name: string;
  /** What is measured, in one line. */
  readonly title: string;
  readonly unit: string;
  readonly peer: string;
  /** Null: for information. */
  readonly goal: Goal | null;
  /** Throws SkipError where it cannot run here. */
  run(context: BenchContext): Promise<Figure>;
}

/** What benchmarks share; each part is made when the first one asks for it. */
export interface BenchContext {
  /** The bench page (`bench/page`): built, cross-origin isolated, with the models at `models/`. */
  benchPage(): Promise<Page>;
  /** The app as users get it, built afresh. */
  builtApp(): Promise<BuiltApp>;
  /** A new page of the same browser. */
  newPage(): Promise<Page>;
  /** Runs a measurement that several benchmarks read once. */
  once<T>(key: string, measure: () => Promise<T>): Promise<T>;
}

/** A benchmark that cannot run here; the message is the reason. */
export class SkipError extends Error {}

export function meetsGoal(value: number, goal: Goal): boolean {
  const [operator, text] = goal.split(' ');
  const bound = Number(text);
  if (operator === '>=') return value >= bound;
  return operator === '<=' ? value <= bound : value < bound;
}
