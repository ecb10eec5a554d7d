import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { modelsTable, readModels, tableOf } from './models-table.ts';

const cells = (table: string) => table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));

it('docs/models.md has the models of the catalogue', () => {
  const written = cells(tableOf(readFileSync('docs/models.md', 'utf8')));
  const rows = cells(modelsTable(readModels()));
  const again = 'run: node_modules/.bin/tsx scripts/models-table.ts';
  expect([written[0], ...written.slice(2)], again).toEqual([rows[0], ...rows.slice(2)]);
});

it('says a dash for what no source says, and who checks the file', () => {
  const [model] = readModels();
  if (!model) throw new Error('No model.');
  const bare = { ...model, licence: null, parameters: null, memoryBytes: null };
  const recorded = { ...bare, files: [{ name: 'a', sha256: null, sources: [] }] };
  expect(cells(modelsTable([bare]))[2]?.slice(3, 9)).toEqual(['–', '–', 'Q4_1', '98 MB', '–', '–']);
  expect(modelsTable([bare])).toContain('SHA-256');
  expect(modelsTable([recorded])).toContain('the first download');
});
