import { parseArgs } from 'node:util';
import type { Prices } from '@kinglet/policy';
import { KingletError } from '@kinglet/spec';
import { type EngineName, engineNames } from './engines/eval-engine.ts';
import { type Mode, modes } from './modes/mode.ts';
import { type Split, splits } from './rows/split.ts';

/** The middle of what the settings offer. */
const defaultMayBeWrong = '0.1';

/** List price of gpt-4o-mini, OpenAI's small model of 2024: what a small larger model costs, roughly. */
const defaultPrices = '0.15/0.6';

export const usage = `Usage: pnpm eval [--data FOLDER] [--seal FILE]...   score function calls
       pnpm eval --calls FILE|bench              compare builtin-135m with tools-135m on the built-in tools
       pnpm eval --tasks FILE                    run tasks in the built app
       pnpm eval --confidence ROWS               fit how sure the specialists' calls are, and say what that buys
       pnpm eval --mode MODE...                  score function calls, or --tasks, by the steps that lead to a call
       pnpm eval --report FILE.md JSON...        write the page of the files of --mode
       pnpm eval --plot FILE [NAME=]JSON...      draw the results of --json files
       pnpm eval --tool-selection FILE...        is the right function among the nearest of all in the file?

  --adapter NAME|FILE|none   adapter of public/adapters, a file, or the base model alone (default tools-135m)
  --base FILE                the model as GGUF (default: the catalogue's default model)
  --engine ${engineNames.join('|')}  llama.cpp in Node, the app's engine in Chromium, or their agreement (default node)
  --split ${splits.join('|')}     rows by function; test: those that no training row may call (default all)
  --limit N                  the first N rows of each category, or N tasks
  --ids FILE                 only these ids, one a line
  --mode MODE                ${modes.join(', ')}; more than once if need be
  --may-be-wrong SHARE       escalated: how often a call on the device may be wrong (default ${defaultMayBeWrong})
  --prices IN/OUT            USD per million tokens of the larger model (default ${defaultPrices}, an assumption)
  --json FILE                write the figures
  --errors FILE              write what is wrong, as JSON Lines
  --teacher                  tasks: a scripted larger model answers from each task's gold`;

/** What the command line asks for. */
export interface Options {
  readonly data: string | undefined;
  readonly seal: readonly string[];
  readonly calls: string | undefined;
  readonly tasks: string | undefined;
  readonly plot: string | undefined;
  /** File of the rows, made where it is not there. */
  readonly confidence: string | undefined;
  /** Empty: not by mode. */
  readonly modes: readonly Mode[];
  /** From 0 to 1. */
  readonly mayBeWrong: number;
  readonly prices: Prices;
  /** The page to write. */
  readonly report: string | undefined;
  readonly toolSelection: boolean;
  /** Files to plot, each with a name before `=` or none, or to report; or files of rows. */
  readonly files: readonly string[];
  /** Null: the command's own choice. */
  readonly adapter: string | null;
  readonly base: string | undefined;
  readonly engine: EngineName;
  readonly split: Split;
  readonly limit: number;
  readonly ids: string | undefined;
  readonly json: string | undefined;
  readonly errors: string | undefined;
  readonly teacher: boolean;
  readonly help: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** Throws `invalid-input` where an option is unknown or its value is not allowed. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const {
    data,
    calls,
    tasks,
    plot,
    report,
    confidence,
    base,
    ids,
    json,
    errors,
    teacher,
    help,
    adapter = null,
  } = values;
  const toolSelection = values['tool-selection'];
  const given = {
    ...{ calls, tasks, plot, report, confidence },
    ...{ 'tool-selection': toolSelection || undefined },
    mode: tasks === undefined ? values.mode[0] : undefined,
  };
  const commands = Object.entries(given).filter(([, value]) => value !== undefined);
  if (commands.length > 1) {
    throw bad(`${commands.map(([name]) => `--${name}`).join(' and ')} cannot be combined; give one of them`);
  }
  if (plot === undefined && report === undefined && !toolSelection && positionals.length > 0) {
    throw bad(
      `${positionals[0]} belongs to no option; only --plot, --report and --tool-selection take files`,
    );
  }
  return {
    ...{
      toolSelection,
      data,
      calls,
      tasks,
      plot,
      report,
      confidence,
      base,
      ids,
      json,
      errors,
      teacher,
      help,
      adapter,
    },
    seal: values.seal ?? [],
    modes: [...new Set(values.mode.map((mode) => oneOf('--mode', mode, modes)))],
    mayBeWrong: shareOf('--may-be-wrong', values['may-be-wrong']),
    prices: pricesOf(values.prices),
    files: positionals,
    engine: oneOf('--engine', values.engine, engineNames),
    split: oneOf('--split', values.split, splits),
    limit: limitOf(values.limit),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{
          data: text,
          calls: text,
          tasks: text,
          plot: text,
          report: text,
          confidence: text,
          base: text,
          ids: text,
          json: text,
          errors: text,
        },
        seal: { type: 'string', multiple: true },
        mode: { type: 'string', multiple: true, default: [] },
        'may-be-wrong': { type: 'string', default: defaultMayBeWrong },
        prices: { type: 'string', default: defaultPrices },
        adapter: text,
        engine: { type: 'string', default: 'node' },
        split: { type: 'string', default: 'all' },
        limit: text,
        teacher: flag,
        'tool-selection': flag,
        help: flag,
      },
    });
  } catch (cause) {
    throw bad(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw bad(`${option} is ${value}; allowed: ${allowed.join(', ')}`);
  return found;
}

function shareOf(option: string, value: string): number {
  const share = Number(value);
  if (value.trim() === '' || !(share >= 0 && share <= 1))
    throw bad(`${option} is ${value}; it must be a number from 0 to 1`);
  return share;
}

function pricesOf(value: string): Prices {
  const [, input, output] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (input === undefined || output === undefined)
    throw bad(`--prices is ${value}; it must be two numbers, as ${defaultPrices}`);
  return { inputUsdPerMillion: Number(input), outputUsdPerMillion: Number(output) };
}

function limitOf(value: string | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1)
    throw bad(`--limit is ${value}; it must be a whole number from 1 on`);
  return limit;
}

function bad(what: string, cause?: unknown): KingletError {
  return new KingletError('invalid-input', `${what}.\n\n${usage}`, { cause });
}
