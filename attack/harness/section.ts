/** What one kind of attack came to. */
export interface Section {
  readonly name: string;
  /** Everything held that has to; null where it could not be run. */
  readonly held: boolean | null;
  /** Head first, for people. */
  readonly rows: readonly (readonly string[])[];
  /** Below the table: reasons and counts. */
  readonly notes: readonly string[];
  /** The same for machines. */
  readonly figures: unknown;
}
