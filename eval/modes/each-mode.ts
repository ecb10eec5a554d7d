import type { Options } from '../options.ts';
import { alignedTable } from '../report/table.ts';
import type { Mode } from './mode.ts';
import { type FiguresOfMode, type ModesResult, modeTable, writeModes } from './modes-result.ts';

/** Runs the modes that are wanted, one after the other, keeps what is done by then in the file of `--json`, and prints a table. */
export async function eachMode(
  { modes, json }: Options,
  about: Omit<ModesResult, 'modes'>,
  run: (mode: Mode) => Promise<FiguresOfMode>,
): Promise<void> {
  let result: ModesResult = { ...about, modes: {} };
  for (const mode of modes) {
    console.log(mode);
    result = { ...result, modes: { ...result.modes, [mode]: await run(mode) } };
    if (json !== undefined) await writeModes(json, result);
  }
  console.log(alignedTable(modeTable(result)));
}
