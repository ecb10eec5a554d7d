import { parseArgs } from 'node:util';
import { KingletError } from '@kinglet/spec';

export const usage = `Usage: pnpm loop FILE [options]    train, evaluate and install a specialist from a usage-log export
       pnpm loop --demo FILE       write a demo log: the real agent with a scripted teacher

  --task NAME          id of the specialist and name of the task (default from-log)
  --tools A,B          only requests that were answered by these tools (default all built-in tools)
  --match PATTERN      only messages that this regular expression finds something in
  --minutes N          of training at most (default 12)
  --held-out N         requests that are not trained on (default 40)
  --start FILE         adapter to go on from (default public/adapters/builtin-135m.gguf)
  --public FOLDER      where it is installed (default public)
  --base N             held-out requests that the base model is asked, which is slow (default 40)
  --app N              then ask the app N of the held-out requests in Chromium, as installed (default 0)
  --no-install         evaluate only
  --skip-training      take the adapter of the last run of this task
  --python PROGRAM     with the trainer's packages (default: apps/trainer/.venv, set up where it is missing)
  --seed N             (default 1)`;

/** What the command line asks for. */
export interface LoopOptions {
  readonly file: string;
  readonly demo: boolean;
  readonly help: boolean;
  readonly task: string;
  readonly tools: readonly string[];
  readonly match: RegExp | null;
  readonly minutes: number;
  readonly heldOut: number;
  readonly base: number;
  readonly app: number;
  readonly start: string | undefined;
  readonly publicFolder: string | undefined;
  readonly install: boolean;
  readonly train: boolean;
  readonly python: string | undefined;
  readonly seed: number;
}

/** Throws `invalid-input` where an option is unknown or its value is not allowed. */
export function readOptions(args: readonly string[]): LoopOptions {
  const { values, positionals } = parse(args);
  const file = values.demo ?? positionals[0] ?? '';
  const isDemo = values.demo !== undefined;
  if (positionals.length > (isDemo ? 0 : 1)) throw bad(`${positionals.at(-1)} belongs to no option`);
  if (file === '' && !values.help) throw bad('No file is named');
  const task = values.task ?? 'from-log';
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(task)) {
    throw bad(`--task is ${task}; at most 64 lower-case letters, digits and ._- are allowed`);
  }
  return {
    ...{ file, demo: isDemo, help: values.help, task },
    tools: values.tools === undefined ? [] : values.tools.split(',').map((name) => name.trim()),
    match: patternOf(values.match),
    minutes: numberOf('--minutes', values.minutes, { from: 0.1, to: 600 }),
    heldOut: numberOf('--held-out', values['held-out'], { from: 1, to: 10_000 }),
    base: numberOf('--base', values.base, { from: 1, to: 10_000 }),
    app: numberOf('--app', values.app, { from: 0, to: 1000 }),
    seed: numberOf('--seed', values.seed, { from: 0, to: 2 ** 31 }),
    ...{ start: values.start, publicFolder: values.public, python: values.python },
    ...{ install: !values['no-install'], train: !values['skip-training'] },
  };
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ demo: text, task: text, tools: text, match: text, start: text, public: text, python: text },
        minutes: { type: 'string', default: '12' },
        'held-out': { type: 'string', default: '40' },
        base: { type: 'string', default: '40' },
        app: { type: 'string', default: '0' },
        seed: { type: 'string', default: '1' },
        ...{ 'no-install': flag, 'skip-training': flag, help: flag },
      },
    });
  } catch (cause) {
    throw bad(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function patternOf(value: string | undefined): RegExp | null {
  try {
    return value === undefined ? null : new RegExp(value, 'iu');
  } catch (cause) {
    throw bad(`--match is ${value}, which is no regular expression`, cause);
  }
}

function numberOf(option: string, value: string, { from, to }: { from: number; to: number }): number {
  const number = Number(value);
  const isAllowed = value.trim() !== '' && number >= from && number <= to;
  if (!isAllowed) throw bad(`${option} is ${value}; a number from ${from} to ${to} is allowed`);
  return number;
}

function bad(what: string, cause?: unknown): KingletError {
  return new KingletError('invalid-input', `${what}.\n\n${usage}`, { cause });
}
