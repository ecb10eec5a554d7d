/** What came of a file of exported tools. */
export interface UserToolImport {
  readonly added: number;
  /** One sentence for each that could not be used. */
  readonly refused: readonly string[];
}

/** What a try of the user's function gave. */
export type UserToolTry =
  | { readonly ok: true; readonly content: string }
  | { readonly ok: false; readonly reason: string };
