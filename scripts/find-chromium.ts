import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { runCommand } from './run-command.ts';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return systemNames.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function playwrightsOwn(): string | undefined {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

async function install(): Promise<void> {
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (isRootOnDebian) {
    console.log(
      'No Chromium found: installing the Debian package `chromium` (apt-get update, apt-get install).',
    );
    await runCommand('apt-get', ['update'], { quiet: true });
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand(
      'apt-get',
      ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
      {
        quiet: true,
        env,
      },
    );
    return;
  }
  console.log('No Chromium found: running `playwright install chromium`.');
  await runCommand('npx', ['playwright', 'install', 'chromium']);
}

/**
 * Path of a Chromium, installed if there is none. In order: `KINGLET_CHROMIUM`, the system's, Playwright's own, then
 * Debian's package as root on Debian, else Playwright's download.
 */
export async function findChromium(): Promise<string> {
  const named = process.env['KINGLET_CHROMIUM'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`KINGLET_CHROMIUM is ${named}, which is no program. Correct it or unset it.`);
  }
  const present = onPath() ?? playwrightsOwn();
  if (present) return present;
  await install();
  const installed = onPath() ?? playwrightsOwn();
  if (installed) return installed;
  throw new Error(
    'No Chromium could be installed. Install one (Debian: `apt-get install chromium`) or set KINGLET_CHROMIUM to its path.',
  );
}
