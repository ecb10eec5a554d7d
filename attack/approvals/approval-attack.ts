import { answerCases } from './answer-cases.ts';
import type { ApprovalCase, ApprovalGuard } from './approval-case.ts';
import { clickCases } from './click-cases.ts';
import { nameCases } from './name-cases.ts';
import { standingCases } from './standing-cases.ts';
import { yesCases } from './yes-cases.ts';

const guards: readonly ApprovalGuard[] = [clickCases, answerCases, yesCases, standingCases, nameCases];

export interface ApprovalFigures {
  readonly guard: string;
  readonly cases: number;
  /** Names of the cases that got what nobody said yes to: must be none. */
  readonly passed: readonly string[];
  /** How many get it where the guard is taken out: must be all. */
  readonly passedWithout: number;
}

/** Tries each case against what ships, and against the same without its guard. */
export function approvalAttack(): readonly ApprovalFigures[] {
  return guards.map(({ guard, cases }) => ({
    guard,
    cases: cases.length,
    passed: cases.filter((each: ApprovalCase) => each.passes()).map(({ name }) => name),
    passedWithout: cases.filter(({ passesWithout }) => passesWithout()).length,
  }));
}
