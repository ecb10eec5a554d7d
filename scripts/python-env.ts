import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mustRun, runCommand } from './run-command.ts';

/** `npx -y pnpm@12 exec tsx scripts/python-env.ts`: sets up the trainer's Python and says its path. */

const trainerFolder = 'apps/trainer';
const venvFolder = join(trainerFolder, '.venv');
const lockFile = join(trainerFolder, 'requirements.lock');
const stampFile = join(venvFolder, 'installed-lock.sha256');
const programs = ['python3.11', 'python3', 'python3.12', 'python3.13'];
const canMakeVenv = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))';

async function findPython(): Promise<string | undefined> {
  const named = process.env['KINGLET_PYTHON'];
  for (const program of named ? [named] : programs) {
    if ((await runCommand(program, ['-c', canMakeVenv], { quiet: true })) === 0) return program;
  }
  return undefined;
}

async function installPython(): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  console.log('No Python 3.11 with venv found: installing the Debian package `python3-venv`.');
  await runCommand('apt-get', ['update'], { quiet: true });
  await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'python3', 'python3-venv'], {
    quiet: true,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}

async function pythonProgram(): Promise<string> {
  const present = await findPython();
  if (present) return present;
  await installPython();
  const installed = await findPython();
  if (installed) return installed;
  throw new Error(
    'Python 3.11 or later with venv is needed. Install it (Debian: `apt-get install python3-venv`) or set KINGLET_PYTHON to its path, then run this again.',
  );
}

async function lockHash(): Promise<string> {
  return createHash('sha256')
    .update(await readFile(lockFile))
    .digest('hex');
}

async function isInstalled(hash: string): Promise<boolean> {
  return existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === hash;
}

/**
 * Path of the Python program in `apps/trainer/.venv`, with what `requirements.lock` says installed: made anew where the
 * lock changed or an installation was cut off. Takes one to two minutes and 4 GB the first time.
 */
export async function pythonEnv(): Promise<string> {
  const python = join(venvFolder, 'bin', 'python');
  const hash = await lockHash();
  if (await isInstalled(hash)) return python;
  const program = await pythonProgram();
  console.log(
    `Trainer: making ${venvFolder} with ${program} and installing ${lockFile} (1 to 2 minutes, 4 GB).`,
  );
  await rm(venvFolder, { recursive: true, force: true });
  await mustRun(program, ['-m', 'venv', venvFolder]);
  await mustRun(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', lockFile]);
  // The package is run from the working tree, from any folder.
  const addToPath =
    'import pathlib, sys, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "kinglet-trainer.pth").write_text(sys.argv[1])';
  await mustRun(python, ['-c', addToPath, resolve(trainerFolder)]);
  await writeFile(stampFile, hash);
  return python;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(await pythonEnv());
