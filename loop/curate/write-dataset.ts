import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ToolDefinition } from '@kinglet/spec';
import type { CuratedRow } from './curate.ts';
import { wordingOf } from './split-by-wording.ts';

/** A `bare` dataset folder (docs/specialists.md). `tools` are the built-in tools in their order. */
export async function writeDataset(
  folder: string,
  rows: readonly CuratedRow[],
  { task, tools }: { task: string; tools: readonly ToolDefinition[] },
): Promise<void> {
  const teachers = [...new Set(rows.map(({ teacher }) => teacher))].sort();
  const facts = {
    name: task,
    format: 'bare',
    licence: 'LicenseRef-own',
    sources: [`usage log, ${rows.length} requests answered by ${teachers.join(', ')}`],
  };
  const shown = tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'train.jsonl'), jsonLines(rows.map((row) => datasetRow(row, task))));
  await writeFile(join(folder, 'tools.json'), `${JSON.stringify(shown, null, 2)}\n`);
  await writeFile(join(folder, 'dataset.json'), `${JSON.stringify(facts, null, 2)}\n`);
}

export function jsonLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

export function datasetRow(row: CuratedRow, task: string): object {
  return {
    messages: [{ role: 'user', content: row.message }],
    tools: [],
    reply: row.calls,
    meta: { source: task, group: `${task}/${wordingOf(row)}` },
  };
}
