import type { LogQuery, LogRow } from '@kinglet/spec';

/** What the filter row of the log says; empty text means all. */
export interface LogFilter {
  readonly text: string;
  readonly place: LogRow['place'] | '';
  readonly kind: LogRow['kind'] | '';
  readonly escalatedOnly: boolean;
}

export const noFilter: LogFilter = { text: '', place: '', kind: '', escalatedOnly: false };

/** The query for a page of rows that fit the filter, older than `beforeMs` where given. */
export function logQuery(
  { text, place, kind, escalatedOnly }: LogFilter,
  { limit, beforeMs }: { limit: number; beforeMs?: number },
): LogQuery {
  return {
    limit,
    ...(beforeMs === undefined ? {} : { beforeMs }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(place === '' ? {} : { place }),
    ...(kind === '' ? {} : { kind }),
    ...(escalatedOnly ? { escalatedOnly } : {}),
  };
}
