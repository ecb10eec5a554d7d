/** One try to have something done that nobody said yes to. */
export interface ApprovalCase {
  readonly name: string;
  /** Whether it counts as a yes, as it ships. */
  readonly passes: () => boolean;
  /** The same where what it is up against is taken out. */
  readonly passesWithout: () => boolean;
}

/** Cases of one guard. */
export interface ApprovalGuard {
  readonly guard: string;
  readonly cases: readonly ApprovalCase[];
}
