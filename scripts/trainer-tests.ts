import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pythonEnv } from './python-env.ts';
import { runCommand } from './run-command.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** pytest's report in JUnit's format: one `testsuite` with its counts as attributes. */
export function readJunit(xml: string): Counts {
  const suite = /<testsuite\b[^>]*>/.exec(xml)?.[0] ?? '';
  const count = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  return { passed: count('tests') - failed - count('skipped'), failed, skipped: count('skipped') };
}

/**
 * The trainer's own tests with a training of about two minutes. Where no Python environment can be had, as without PyPI, one
 * skipped test with the reason.
 */
export async function trainerTests(reportFolder: string): Promise<Counts> {
  let python: string;
  try {
    python = await pythonEnv();
  } catch (thrown) {
    console.log(`skipped: the trainer's tests (${thrown instanceof Error ? thrown.message : thrown})`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const lint = await runCommand(python, ['-m', 'ruff', 'check', '--quiet', 'apps/trainer']);
  const report = resolve(reportFolder, 'trainer.xml');
  const options = ['-q', '-rs', '-c', 'apps/trainer/pyproject.toml', `--junitxml=${report}`];
  const status = await runCommand(python, ['-m', 'pytest', ...options, 'apps/trainer/tests']);
  const counts = readReport(report);
  const failed = counts.failed + (status !== 0 && counts.failed === 0 ? 1 : 0) + (lint === 0 ? 0 : 1);
  return { ...counts, passed: counts.passed + (lint === 0 ? 1 : 0), failed };
}

function readReport(path: string): Counts {
  try {
    return readJunit(readFileSync(path, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
