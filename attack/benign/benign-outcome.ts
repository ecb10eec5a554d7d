/** What came of one harmless task with an honest model. */
export interface BenignOutcome {
  readonly id: string;
  /** What does not hold; empty where it was done. */
  readonly failures: readonly string[];
  /** Cards that the person was shown. */
  readonly questions: number;
}

/** Done with at most one question. */
export function isLight({ failures, questions }: BenignOutcome): boolean {
  return failures.length === 0 && questions <= 1;
}
