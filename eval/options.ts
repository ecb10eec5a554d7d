import { parseArgs } from 'node:util';
import { KingletError } from '@kinglet/spec';
import { type EngineName, engineNames } from './engines/eval-engine.ts';
import { type Split, splits } from './rows/split.ts';

export const usage = `Usage: pnpm eval [--data FOLDER] [--seal FILE]...   score function calls
       pnpm eval --calls FILE|bench              compare builtin-135m with tools-135m on the built-in tools
       pnpm eval --tasks FILE                    run tasks in the built app
       pnpm eval --confidence ROWS               fit how sure the specialists' calls are, and say what that buys
       pnpm eval --plot FILE [NAME=]JSON...      draw the results of --json files

  --adapter NAME|FILE|none   adapter of public/adapters, a file, or the base model alone (default tools-135m)
  --base FILE                the model as GGUF (default: the catalogue's default model)
  --engine ${engineNames.join('|')}  llama.cpp in Node, the app's engine in Chromium, or their agreement (default node)
  --split ${splits.join('|')}     rows by function; test: those that no training row may call (default all)
  --limit N                  the first N rows of each category, or N tasks
  --ids FILE                 only these ids, one a line
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
  /** Files to plot, each with a name before `=` or none. */
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
    confidence,
    base,
    ids,
    json,
    errors,
    teacher,
    help,
    adapter = null,
  } = values;
  const modes = Object.entries({ calls, tasks, plot, confidence }).filter(([, value]) => value !== undefined);
  if (modes.length > 1) {
    throw bad(`${modes.map(([name]) => `--${name}`).join(' and ')} cannot be combined; give one of them`);
  }
  if (plot === undefined && positionals.length > 0) {
    throw bad(`${positionals[0]} belongs to no option; only --plot takes files`);
  }
  return {
    ...{ data, calls, tasks, plot, confidence, base, ids, json, errors, teacher, help, adapter },
    seal: values.seal ?? [],
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
          confidence: text,
          base: text,
          ids: text,
          json: text,
          errors: text,
        },
        seal: { type: 'string', multiple: true },
        adapter: text,
        engine: { type: 'string', default: 'node' },
        split: { type: 'string', default: 'all' },
        limit: text,
        teacher: flag,
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
