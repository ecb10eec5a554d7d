import type { LogQuery, LogRow } from '@kinglet/spec';

/** A place in the order of rows: time, then id. */
export interface RowPosition {
  readonly timeMs: number;
  readonly id: string;
}

/** Where rows end up: the database, or memory where there is none. Both run the same contract suite. */
export interface RowStore {
  /** All or none. A row with a known id replaces it. */
  write(rows: readonly LogRow[]): Promise<void>;
  /** Newest first; goes past `limit` only for rows of the last one's millisecond, so that pages by time skip none. */
  query(query: LogQuery): Promise<readonly LogRow[]>;
  /** Oldest first, at most `count` of those after the position; null: from the start. */
  read(after: RowPosition | null, count: number): Promise<readonly LogRow[]>;
  /** False when there is no such row. */
  setFeedback(rowId: string, feedback: LogRow['feedback']): Promise<boolean>;
  delete(rowId: string): Promise<void>;
  clear(): Promise<void>;
  /** Deletes rows from before this time and returns how many. */
  deleteBefore(timeMs: number): Promise<number>;
  /** Deletes up to `count` rows, oldest first, those with feedback last; returns how many. */
  dropOldest(count: number): Promise<number>;
  close(): void;
}
