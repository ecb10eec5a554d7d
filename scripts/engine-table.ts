import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ContractMeta } from '@kinglet/testkit';
import { findChromium } from './find-chromium.ts';
import { mustRun, runCommand } from './run-command.ts';

/**
 * `tsx scripts/engine-table.ts [REPORT...]`: runs the contract tests of every engine and writes docs/engines.md's table of engine by
 * rule. With reports, JSON of Vitest from such runs, it takes those.
 */

const page = 'docs/engines.md';
const enginesFolder = 'packages/engines/src';
const begin = '<!-- table: scripts/engine-table.ts -->';
const end = '<!-- end of table -->';

/** One rule on one engine; `engine` is a folder's name, perhaps followed by what is special in this run. */
export interface ContractResult {
  readonly engine: string;
  readonly rule: string;
  readonly title: string;
  readonly passed: boolean;
  /** Why it was skipped. */
  readonly reason: string | null;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly meta?: { readonly contract?: ContractMeta };
    }[];
  }[];
}

/** The test files that run the contract, by the folder of their engine. */
export function contractTests(): readonly { readonly engine: string; readonly path: string }[] {
  return readdirSync(enginesFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(enginesFolder, name))
    .filter((path) => readFileSync(path, 'utf8').includes('engineContract('))
    .map((path) => ({ engine: basename(dirname(path)), path }))
    .sort((a, b) => a.engine.localeCompare(b.engine));
}

export function readReports(paths: readonly string[]): readonly ContractResult[] {
  return paths.flatMap((path) => {
    const { testResults } = JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
    return testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .flatMap(({ title, status, meta }) => {
        const contract = meta?.contract;
        if (contract === undefined) return [];
        const { engine, rule, reason = null } = contract;
        return [{ engine, rule, title, passed: status === 'passed', reason }];
      });
  });
}

/** Throws where a rule failed or an engine has no result for it: a table with holes says nothing. */
export function engineTable(results: readonly ContractResult[], engines: readonly string[]): string {
  const rules = [...new Map(results.map(({ rule, title }) => [rule, title]))];
  const reasons: string[] = [];
  const cell = (engine: string, rule: string): string => {
    const runs = results.filter((each) => each.engine.split(' ')[0] === engine && each.rule === rule);
    const reason = runs.find((each) => each.reason !== null)?.reason;
    if (runs.length === 0 || runs.some((each) => !each.passed && each.reason === null))
      throw new Error(`${engine} ${rule}: ${runs.length === 0 ? 'did not run' : 'failed'}.`);
    if (reason === undefined || reason === null) return 'pass';
    if (!reasons.includes(reason)) reasons.push(reason);
    return `(${reasons.indexOf(reason) + 1})`;
  };
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['rule', ...engines]),
    row(['rule', ...engines].map(() => '---')),
    ...rules.map(([rule, title]) => row([title, ...engines.map((engine) => cell(engine, rule))])),
    '',
    ...reasons.map((reason, index) => `${index + 1}. ${reason}`),
  ].join('\n');
}

/** What stands between the two marks of the page. */
export function tableOf(text: string): string {
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end)).trim();
}

async function runTests(): Promise<readonly string[]> {
  process.env['KINGLET_CHROMIUM'] = await findChromium();
  const reports: string[] = [];
  for (const project of ['unit', 'browser']) {
    const report = `.cache/reports/engines-${project}.json`;
    const paths = contractTests()
      .map(({ path }) => path)
      .filter((path) => path.endsWith('.browser.test.ts') === (project === 'browser'));
    const args = [
      'run',
      '--project',
      project,
      '-t',
      'engine contract',
      '--reporter=default',
      '--reporter=json',
    ];
    // A rule that failed is named by the table.
    await runCommand('node_modules/.bin/vitest', [...args, `--outputFile=${report}`, ...paths]);
    reports.push(report);
  }
  return reports;
}

async function main(given: readonly string[]): Promise<void> {
  const engines = [...new Set(contractTests().map(({ engine }) => engine))];
  const table = engineTable(readReports(given.length > 0 ? given : await runTests()), engines);
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(tableOf(text), () => table),
  );
  await mustRun('node_modules/.bin/biome', ['format', '--write', page]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
