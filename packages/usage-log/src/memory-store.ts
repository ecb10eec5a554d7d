import type { LogQuery, LogRow } from '@kinglet/spec';
import { matchesQuery } from './matches-query.ts';
import type { RowPosition, RowStore } from './row-store.ts';

const defaultCapacity = 1000;

/** Rows for this visit only, where there is no database. When full, the oldest go. */
export class MemoryStore implements RowStore {
  readonly #rows = new Map<string, LogRow>();
  readonly #capacity: number;

  constructor({ capacity = defaultCapacity }: { capacity?: number } = {}) {
    this.#capacity = capacity;
  }

  async write(rows: readonly LogRow[]): Promise<void> {
    for (const row of rows) this.#rows.set(row.id, row);
    const excess = this.#rows.size - this.#capacity;
    if (excess > 0) await this.dropOldest(excess);
  }

  async query(query: LogQuery): Promise<readonly LogRow[]> {
    const found = this.#sorted().reverse();
    const matching = found.filter((row) => matchesQuery(row, query));
    const last = matching[query.limit - 1];
    return matching.filter((row, index) => index < query.limit || row.timeMs === last?.timeMs);
  }

  async read(after: RowPosition | null, count: number): Promise<readonly LogRow[]> {
    const rows = this.#sorted();
    return (after === null ? rows : rows.filter((row) => comparePositions(row, after) > 0)).slice(0, count);
  }

  async setFeedback(rowId: string, feedback: LogRow['feedback']): Promise<boolean> {
    const row = this.#rows.get(rowId);
    if (row === undefined) return false;
    this.#rows.set(rowId, { ...row, feedback });
    return true;
  }

  async delete(rowId: string): Promise<void> {
    this.#rows.delete(rowId);
  }

  async clear(): Promise<void> {
    this.#rows.clear();
  }

  async deleteBefore(timeMs: number): Promise<number> {
    return this.#remove([...this.#rows.values()].filter((row) => row.timeMs < timeMs));
  }

  async dropOldest(count: number): Promise<number> {
    const rows = this.#sorted();
    const unpinnedFirst = [
      ...rows.filter((row) => row.feedback === null),
      ...rows.filter((row) => row.feedback !== null),
    ];
    return this.#remove(unpinnedFirst.slice(0, count));
  }

  close(): void {
    this.#rows.clear();
  }

  #sorted(): LogRow[] {
    return [...this.#rows.values()].sort(comparePositions);
  }

  #remove(rows: readonly LogRow[]): number {
    for (const row of rows) this.#rows.delete(row.id);
    return rows.length;
  }
}

/** Ids compare as IndexedDB compares strings: by UTF-16 code unit. */
function comparePositions(a: RowPosition, b: RowPosition): number {
  if (a.timeMs !== b.timeMs) return a.timeMs - b.timeMs;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
