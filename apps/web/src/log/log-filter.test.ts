import { expect, test } from 'vitest';
import { logQuery, noFilter } from './log-filter.ts';

test('no filter asks for the newest rows', () => {
  expect(logQuery(noFilter, { limit: 50 })).toEqual({ limit: 50 });
});

test('each filter narrows the query, and blank text does not', () => {
  const filter = { text: ' milk ', place: 'remote', kind: 'agent', escalatedOnly: true } as const;
  expect(logQuery(filter, { limit: 50, beforeMs: 7 })).toEqual({
    limit: 50,
    beforeMs: 7,
    text: 'milk',
    place: 'remote',
    kind: 'agent',
    escalatedOnly: true,
  });
  expect(logQuery({ ...noFilter, text: '  ' }, { limit: 1 })).toEqual({ limit: 1 });
});
