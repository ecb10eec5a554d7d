import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { KingletError } from '@kinglet/spec';
import { pythonEnv } from '../scripts/python-env.ts';
import { runCommand } from '../scripts/run-command.ts';
import { repository, type WorkPaths } from './work-paths.ts';

export interface TrainOptions {
  /** Of the specialist. */
  readonly id: string;
  /** The adapter to go on from. */
  readonly start: string;
  /** Of training, at most. */
  readonly minutes: number;
  /** Generated rows of what the start knows, so that it is not unlearned. */
  readonly replayRows: number;
  readonly seed: number;
  /** Program with the trainer's packages; undefined for the trainer's own environment. */
  readonly python: string | undefined;
}

/** An upper bound: the minutes end most runs. Small batches, since few minutes have few steps otherwise. */
const epochs = 16;

/** Generated to see whether something was unlearned; those that ask one thing and want calls are asked. */
const checkRows = 200;

/**
 * Trains `paths.curated` with replayed rows from an adapter's weights on, and writes `paths.adapter`. What an earlier run
 * left in the folders is replaced. Takes as many threads as the process may have cores.
 */
export async function trainSpecialist(paths: WorkPaths, options: TrainOptions): Promise<void> {
  const { id, start, minutes, replayRows, seed } = options;
  const python = options.python ?? (await pythonEnv());
  const trainer = (...args: readonly string[]) => runTrainer(python, args);
  const { curated, replay, check, data, run } = paths;
  for (const folder of [replay, check, data, run, paths.start])
    await rm(folder, { recursive: true, force: true });
  await trainer('data', 'builtin', '--rows', String(replayRows), '--seed', String(seed), '--out', replay);
  await trainer('data', 'builtin', '--rows', String(checkRows), '--seed', String(seed + 1), '--out', check);
  const sources = ['--source', curated, '--source', replay];
  const shares = ['--validation-share', '0.05', '--seed', String(seed)];
  await trainer('data', 'mix', '--name', id, ...sources, ...shares, '--out', data);
  await trainer('import', start, '--out', paths.start);
  const settings = Object.entries({
    epochs,
    max_minutes: minutes,
    learning_rate: 5e-4,
    batch_packs: 1,
    validate_every_minutes: Math.max(1, minutes / 4),
    seed,
  }).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  await trainer('train', '--data', data, '--out', run, '--start', paths.start, '--id', id, ...settings);
  await trainer('export', run, '--out', paths.adapter, '--id', id);
}

async function runTrainer(python: string, args: readonly string[]): Promise<void> {
  const env = { PYTHONPATH: join(repository, 'apps', 'trainer') };
  const status = await runCommand(python, ['-u', '-m', 'kinglet_trainer', ...args], { env });
  if (status === 0) return;
  throw new KingletError(
    'invalid-input',
    `The trainer's ${args[0]} ended with status ${status}; its message is above. Nothing was installed.`,
  );
}
