import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { findChromium } from './find-chromium.ts';
import { runCommand } from './run-command.ts';
import { supplyModel } from './supply-model.ts';
import { trainerTests } from './trainer-tests.ts';

/** `pnpm test [GROUP...]`: all groups in turn, minutes for each, and one closing line with the counts. */

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const reportFolder = '.cache/reports';
const bin = (name: string) => `node_modules/.bin/${name}`;

async function countSteps(steps: readonly (readonly [string, ...string[]])[]): Promise<Counts> {
  let passed = 0;
  for (const [program, ...args] of steps) {
    if ((await runCommand(program, args)) === 0) passed += 1;
    else console.error(`failed: ${program} ${args.join(' ')}`);
  }
  return { passed, failed: steps.length - passed, skipped: 0 };
}

const check = () =>
  countSteps([
    [bin('biome'), 'check', '.'],
    [bin('tsc'), '-b'],
    [bin('tsx'), 'scripts/check-layers.ts'],
    [bin('knip')],
  ]);

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

/** A run that ends badly without a failed test (a crash, a file that does not load) counts as one failure. */
function withStatus(counts: Counts, status: number): Counts {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function readReport<Report>(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

async function vitest(project: string): Promise<Counts> {
  const path = `${reportFolder}/${project}.json`;
  const status = await runCommand(bin('vitest'), [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${path}`,
  ]);
  const report = readReport<VitestReport>(path);
  return withStatus(
    {
      passed: report?.numPassedTests ?? 0,
      failed: report?.numFailedTests ?? 0,
      skipped: report?.numPendingTests ?? 0,
    },
    status,
  );
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

async function journeys(): Promise<Counts> {
  const built = await runCommand(bin('vite'), ['build', '--logLevel', 'warn']);
  if (built !== 0) return { passed: 0, failed: 1, skipped: 0 };
  // Playwright reads a relative path from its config's folder.
  const path = resolve(reportFolder, 'e2e.json');
  const status = await runCommand('e2e/node_modules/.bin/playwright', ['test', '--config', 'e2e'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: path },
  });
  const stats = readReport<PlaywrightReport>(path)?.stats;
  if (stats && stats.flaky > 0) console.log(`${stats.flaky} flaky: passed at the second try only, see above`);
  return withStatus(
    {
      passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
      failed: stats?.unexpected ?? 0,
      skipped: stats?.skipped ?? 0,
    },
    status,
  );
}

const groups: Readonly<Record<string, () => Promise<Counts>>> = {
  check,
  unit: () => vitest('unit'),
  browser: () => vitest('browser'),
  trainer: () => trainerTests(reportFolder),
  e2e: journeys,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in groups));
if (unknown.length > 0) {
  console.error(
    `There is no test group ${unknown.join(', ')}. The groups: ${Object.keys(groups).join(', ')}.`,
  );
  process.exit(2);
}

rmSync(reportFolder, { recursive: true, force: true });
await supplyModel();
process.env['KINGLET_CHROMIUM'] = await findChromium();
console.log(`Browser: ${process.env['KINGLET_CHROMIUM']}`);

const total = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
for (const [name, run] of Object.entries(groups)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n== ${name}`);
  const startMs = performance.now();
  const counts = await run();
  const minutes = ((performance.now() - startMs) / 60_000).toFixed(1);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  summary.push(
    `${name}: ${minutes} min, ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
}
console.log(`\n${summary.join('\n')}\n`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
