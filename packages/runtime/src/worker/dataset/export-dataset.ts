import type { LogQuery, LogRow, ToolDefinition } from '@kinglet/spec';
import type { DatasetExport } from '../../shared/index.ts';
import { curateRows } from './curate-rows.ts';

const pageRows = 500;

/** Where the rows are read from, newest first. */
export interface RowSource {
  query(query: LogQuery): Promise<readonly LogRow[]>;
}

/** All rows that fit the query, curated, as JSON Lines. */
export async function exportDataset(
  query: Omit<LogQuery, 'limit' | 'beforeMs'>,
  { log, tools }: { log: RowSource; tools: readonly ToolDefinition[] },
): Promise<DatasetExport> {
  const { rows, leftOut } = curateRows(await allRows(query, log), tools);
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return { lines, rows: rows.length, leftOut };
}

/** Rows of one millisecond may stand on both sides of a page's end: the next page takes that millisecond again. */
async function allRows(
  query: Omit<LogQuery, 'limit' | 'beforeMs'>,
  log: RowSource,
): Promise<readonly LogRow[]> {
  const rows = new Map<string, LogRow>();
  let range: Pick<LogQuery, 'beforeMs' | 'limit'> = { limit: pageRows };
  for (;;) {
    const page = await log.query({ ...query, ...range });
    const before = rows.size;
    for (const row of page) rows.set(row.id, row);
    const last = page.at(-1);
    if (!last || page.length < range.limit) return [...rows.values()];
    // A millisecond with more rows than a page holds needs a larger one.
    const limit = rows.size === before ? range.limit * 2 : pageRows;
    range = { limit, beforeMs: last.timeMs + 1 };
  }
}
