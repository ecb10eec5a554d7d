import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { policyTable, tableOf } from './policy-table.ts';

const cells = (table: string) => table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));

it('SECURITY.md has what comes of every call', () => {
  const written = cells(tableOf(readFileSync('SECURITY.md', 'utf8')));
  const rows = cells(policyTable());
  const again = 'run: node_modules/.bin/tsx scripts/policy-table.ts';
  expect([written[0], ...written.slice(2)], again).toEqual([rows[0], ...rows.slice(2)]);
});
