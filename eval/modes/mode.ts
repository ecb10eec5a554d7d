/** What is done to come from a question to a call, each with one step more than the one before it. */
export const modes = ['prompted', 'constrained', 'grounded', 'escalated'] as const;
export type Mode = (typeof modes)[number];

export interface ModeSteps {
  /** The reply is decoded under the grammar of the tools; else as the model likes, and read. */
  readonly grammar: boolean;
  /** The agent's checks: a call that stands nowhere in the conversation is decoded again, bound to what does, or refused. */
  readonly checks: boolean;
  /** What is refused, or less sure than asked for, goes to a larger model. */
  readonly teacher: boolean;
}

export const stepsOf: Readonly<Record<Mode, ModeSteps>> = {
  prompted: { grammar: false, checks: false, teacher: false },
  constrained: { grammar: true, checks: false, teacher: false },
  grounded: { grammar: true, checks: true, teacher: false },
  escalated: { grammar: true, checks: true, teacher: true },
};
