import type { LogRow } from '@kinglet/spec';
import { isQuotaError, type StoreKeeper } from './store-keeper.ts';

const firstBatch = 100;
const mostAttempts = 6;

/** What a write cost: old rows dropped to make room, and new ones that found none. */
export interface Losses {
  readonly droppedRows: number;
  readonly unwrittenRows: number;
}

/** Writes the rows; while storage is full, drops the oldest unpinned ones, twice as many each time, and tries again. */
export async function writeWithEviction(keeper: StoreKeeper, rows: readonly LogRow[]): Promise<Losses> {
  let droppedRows = 0;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    try {
      await keeper.run((store) => store.write(rows));
      return { droppedRows, unwrittenRows: 0 };
    } catch (error) {
      if (!isQuotaError(error)) throw error;
    }
    const dropped = await dropOldest(keeper, firstBatch * 2 ** attempt);
    if (dropped === 0) break;
    droppedRows += dropped;
  }
  return { droppedRows, unwrittenRows: rows.length };
}

async function dropOldest(keeper: StoreKeeper, count: number): Promise<number> {
  try {
    return await keeper.run((store) => store.dropOldest(count));
  } catch (error) {
    if (isQuotaError(error)) return 0;
    throw error;
  }
}
