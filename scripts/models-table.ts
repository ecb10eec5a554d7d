import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { ModelRecord } from '@kinglet/spec';
import { mustRun } from './run-command.ts';

/** `tsx scripts/models-table.ts`: writes docs/models.md's table of the models out of public/models/catalogue.json. */

const page = 'docs/models.md';
const begin = '<!-- table: scripts/models-table.ts -->';
const end = '<!-- end of table -->';

/** A model as the catalogue's file has it: with where each of its values was read. */
export interface CitedModel extends Omit<ModelRecord, 'files'> {
  /** By the name of the value. */
  readonly cited?: Readonly<Record<string, string>>;
  readonly files: readonly {
    readonly name: string;
    readonly sha256: string | null;
    readonly sources: readonly string[];
  }[];
}

export function readModels(): readonly CitedModel[] {
  return JSON.parse(readFileSync('public/models/catalogue.json', 'utf8')).models;
}

/** One row a model; what no source says is a dash. */
export function modelsTable(models: readonly CitedModel[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = [
    'model',
    'engine',
    'licence',
    'parameters',
    'weights',
    'download',
    'memory',
    'needs',
    'tools',
    'checked by',
  ];
  return [
    row(head),
    row(head.map(() => '---')),
    ...models.map((model) =>
      row([
        model.name,
        model.engine,
        model.licence ?? '–',
        scaled(model.parameters ?? null, 1e6, 'M'),
        model.quantization ?? '–',
        scaled(model.sizeBytes, 1e6, ' MB'),
        scaled(model.memoryBytes, 1e6, ' MB'),
        model.requires.join(', ') || '–',
        model.toolUse ?? 'multi-turn',
        checkedBy(model),
      ]),
    ),
  ].join('\n');
}

/** What stands between the two marks of the page. */
export function tableOf(text: string): string {
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end)).trim();
}

function scaled(value: number | null, unit: number, name: string): string {
  return value === null ? '–' : `${Math.round(value / unit).toLocaleString('en-GB')}${name}`;
}

function checkedBy({ engine, files }: CitedModel): string {
  if (files.length === 0) return engine === 'built-in' ? 'the browser' : 'the engine';
  return files.every(({ sha256 }) => sha256 !== null) ? 'SHA-256' : 'the first download';
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(tableOf(text), () => modelsTable(readModels())),
  );
  await mustRun('node_modules/.bin/biome', ['format', '--write', page]);
}
