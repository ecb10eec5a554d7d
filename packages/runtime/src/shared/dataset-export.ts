/** Rows of the log that a specialist can be trained on. */
export interface DatasetExport {
  /** JSON Lines in the dataset format of docs/specialists.md; empty where no row could be used. */
  readonly lines: string;
  readonly rows: number;
  /** Rows of the log that fit the filter and could not be used. */
  readonly leftOut: number;
}
