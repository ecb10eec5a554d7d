/** The endpoint of a larger model. */
interface Teacher {
  readonly baseUrl: string;
  readonly model: string;
}

/** How the app is run. */
export interface AppSetup {
  /** Null: there is no larger model. */
  readonly teacher: Teacher | null;
  /** A call that stands nowhere in the conversation is decoded once more, bound to what does (A42). */
  readonly grounded: boolean;
  /** The user's setting: how often a call on the device may be wrong, from 0 to 1; null: it does not matter. */
  readonly mayBeWrong: number | null;
}

/** As a new user has it. */
export const asShipped: AppSetup = { teacher: null, grounded: true, mayBeWrong: null };
