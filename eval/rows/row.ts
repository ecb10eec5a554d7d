import type { Json, JsonObject } from '@kinglet/spec';

/** A function as the leaderboard describes it: JSON Schema with Python's names of types. */
export interface RowFunction {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonObject;
}

/** What one parameter may be: any of the values; `""` says that it may be left out. */
export type PossibleAnswers = Readonly<Record<string, readonly Json[]>>;

/** One right call: one function's name with the answers of its parameters. */
export type RightCall = Readonly<Record<string, PossibleAnswers>>;

/** A message of a row's question. */
export interface RowMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** One row to evaluate. */
export interface Row {
  readonly id: string;
  /** The messages of the first turn; rows with more turns are refused. */
  readonly question: readonly RowMessage[];
  readonly functions: readonly RowFunction[];
  /** Absent where the category alone says what is right: no call, or any call. */
  readonly rightCalls: readonly RightCall[] | null;
}

/** A call that a model made. */
export interface MadeCall {
  readonly name: string;
  readonly arguments: JsonObject;
}
