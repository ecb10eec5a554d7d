import type { LogQuery, LogRow } from '@kinglet/spec';
import { expect, it } from 'vitest';
import { exportDataset } from './export-dataset.ts';

/** 1,700 rows, most of them of one millisecond. */
const all = Array.from({ length: 1700 }, (_, index) => ({
  ...{
    id: `row-${index}`,
    kind: 'agent',
    conversationId: 'c',
    runId: `run-${index}`,
    step: 0,
    retention: 'text',
  },
  timeMs: Math.min(index, 300),
  prompt: `[user]\nquestion ${index}`,
  ...{ reply: '', toolCalls: [], verdicts: [], errorCode: null, feedback: null },
  stats: { finishReason: 'stop' },
})) as unknown as readonly LogRow[];

it('reads every row that fits, page by page, and writes a line for each that is of use', async () => {
  const queries: LogQuery[] = [];
  const log = {
    async query(query: LogQuery) {
      queries.push(query);
      const { limit, beforeMs = Number.POSITIVE_INFINITY } = query;
      return all
        .toReversed()
        .filter(({ timeMs }) => timeMs < beforeMs)
        .slice(0, limit);
    },
  };
  const { lines, rows, leftOut } = await exportDataset({ text: 'question' }, { log, tools: [] });
  expect([rows, leftOut]).toEqual([1700, 0]);
  expect(lines.trimEnd().split('\n')).toHaveLength(1700);
  expect(JSON.parse(lines.slice(0, lines.indexOf('\n')))).toMatchObject({
    messages: [{ role: 'user', content: 'question 0' }],
    reply: ['no_tool'],
  });
  expect(queries.every(({ text }) => text === 'question')).toBe(true);
});
