import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { KingletError } from '@kinglet/spec';
import { type Rule, ruleOf } from '../score/row-mistake.ts';
import { readBfclRow } from './read-bfcl-row.ts';
import { readJsonLines } from './read-json-lines.ts';
import { readSealRow } from './read-seal-row.ts';
import type { Row } from './row.ts';
import { isInSplit, type Split } from './split.ts';

/** The rows of one file. */
export interface Category {
  /** The file's name without `.jsonl`. */
  readonly name: string;
  readonly rule: Rule;
  readonly rows: readonly Row[];
}

/** Which rows of each file are evaluated. */
export interface RowChoice {
  readonly split: Split;
  /** The first rows of each file, after split and ids. */
  readonly limit: number;
  /** Null: all. */
  readonly ids: ReadonlySet<string> | null;
}

/** Every `.jsonl` file of a folder, sorted. Throws `invalid-input` where there is none. */
export async function readFolder(folder: string, choice: RowChoice): Promise<readonly Category[]> {
  if (!existsSync(folder)) throw noRows(`The folder ${folder} is not there`);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  if (files.length === 0) throw noRows(`The folder ${folder} has no .jsonl file`);
  return Promise.all(files.map((name) => readCategory(join(folder, name), choice)));
}

async function readCategory(file: string, choice: RowChoice): Promise<Category> {
  const name = basename(file, '.jsonl');
  const rule = ruleOf(name);
  const lines = await readJsonLines(file);
  const rows = lines.map((line) => {
    const row = readBfclRow(line);
    if (rule === 'match' && row.rightCalls === null) {
      throw new KingletError(
        'invalid-input',
        `${line.place}: ground_truth is missing; ${name} needs it. Add it or rename the file.`,
      );
    }
    return row;
  });
  return { name, rule, rows: chosen(rows, choice) };
}

/** The single-call rows of a file of Seal-Tools, as a category `seal-NAME`. */
export async function readSealFile(file: string, choice: RowChoice): Promise<Category> {
  const rows = (await readJsonLines(file)).flatMap((line) => readSealRow(line) ?? []);
  return { name: `seal-${basename(file, '.jsonl')}`, rule: 'exact', rows: chosen(rows, choice) };
}

function chosen(rows: readonly Row[], { split, limit, ids }: RowChoice): readonly Row[] {
  return rows.filter((row) => isInSplit(row, split) && (ids === null || ids.has(row.id))).slice(0, limit);
}

function noRows(what: string): KingletError {
  return new KingletError(
    'invalid-input',
    `${what}. Name a folder of rows in the format of the Berkeley Function Calling Leaderboard: --data FOLDER.`,
  );
}
