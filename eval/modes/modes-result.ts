import { writeFile } from 'node:fs/promises';
import type { Prices } from '@kinglet/policy';
import { isJsonObject, KingletError } from '@kinglet/spec';
import { percent } from '../report/table.ts';
import { readText } from '../rows/read-json-lines.ts';
import { type Mode, modes } from './mode.ts';
import type { ModeFigures } from './mode-figures.ts';

/** Of one mode. */
export interface FiguresOfMode {
  readonly all: ModeFigures;
  readonly categories: Readonly<Record<string, ModeFigures>>;
}

/** What `--mode` writes with `--json`. */
export interface ModesResult {
  /** Who answered. */
  readonly title: string;
  /** What was answered. */
  readonly of: string;
  readonly mayBeWrong: number;
  /** What the cost was counted by. */
  readonly prices: Prices;
  readonly modes: Readonly<Partial<Record<Mode, FiguresOfMode>>>;
}

export async function writeModes(file: string, result: ModesResult): Promise<void> {
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
}

/** Throws `invalid-input` where the file is not what `--mode` writes. */
export async function readModes(file: string): Promise<ModesResult> {
  const text = await readText(file);
  try {
    const value: unknown = JSON.parse(text);
    if (
      isJsonObject(value) &&
      isJsonObject(value['modes']) &&
      modes.some((mode) => isOfMode(value['modes'], mode))
    )
      return value as unknown as ModesResult;
  } catch (cause) {
    throw bad(file, cause);
  }
  throw bad(file);
}

function isOfMode(found: unknown, mode: Mode): boolean {
  const figures = isJsonObject(found) ? found[mode] : undefined;
  return isJsonObject(figures) && isJsonObject(figures['all']) && isJsonObject(figures['categories']);
}

function bad(file: string, cause?: unknown): KingletError {
  return new KingletError(
    'invalid-input',
    `${file} has no figures by mode. Write it with pnpm eval --mode MODE --json FILE.`,
    { cause },
  );
}

/** A head and a row a mode, in the order of the modes; tokens and seconds are means. */
export function modeTable({ modes: found }: ModesResult): readonly (readonly string[])[] {
  return [
    [
      ...['mode', 'right', 'of', 'accuracy', '95% interval', 'calls where none fits'],
      ...['prompt tokens', 'reply tokens', 'seconds', 'cloud share', 'false accepts', 'USD for 1,000'],
    ],
    ...modes.flatMap((mode) => {
      const figures = found[mode]?.all;
      return figures === undefined ? [] : [[mode, ...cells(figures)]];
    }),
  ];
}

function cells(figures: ModeFigures): readonly string[] {
  const { n, correct, accuracy, low, high, needless, promptTokens, completionTokens, seconds } = figures;
  const mean = (sum: number, digits: number) => (n === 0 ? '-' : (sum / n).toFixed(digits));
  return [
    ...[String(correct), String(n), percent(accuracy), `${percent(low)} to ${percent(high)}`],
    needless === null ? '-' : percent(needless),
    ...[mean(promptTokens, 0), mean(completionTokens, 0), mean(seconds, 2)],
    ...[percent(figures.cloudShare), percent(figures.falseAccepts), mean(figures.usd * 1000, 3)],
  ];
}
