import type { LogQuery, LogRow } from '@kinglet/spec';

/** Whether a row passes every filter of the query; the limit is not looked at. */
export function matchesQuery(row: LogRow, query: LogQuery): boolean {
  if (query.beforeMs !== undefined && row.timeMs >= query.beforeMs) return false;
  if (query.conversationId !== undefined && row.conversationId !== query.conversationId) return false;
  if (query.place !== undefined && row.place !== query.place) return false;
  if (query.kind !== undefined && row.kind !== query.kind) return false;
  if (query.escalatedOnly === true && row.trigger === null) return false;
  const text = query.text?.toLowerCase() ?? '';
  return text === '' || row.prompt.toLowerCase().includes(text) || row.reply.toLowerCase().includes(text);
}
