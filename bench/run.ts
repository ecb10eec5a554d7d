import { writeFile } from 'node:fs/promises';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { benchmarks } from './benchmarks/index.ts';
import { type BenchContext, type Benchmark, SkipError } from './harness/benchmark.ts';
import { machineFacts } from './harness/machine-facts.ts';
import { openContext } from './harness/open-context.ts';
import { machineText, type Outcome, outcomeText, reportJson } from './harness/report.ts';

const usage = `Usage: pnpm bench [NAME...] [--json FILE]\nNames: ${benchmarks.map(({ name }) => name).join(', ')}`;

/** All benchmarks, or the named ones; null when a name is unknown. */
function chosen(names: readonly string[]): readonly Benchmark[] | null {
  if (names.some((name) => !benchmarks.some((benchmark) => benchmark.name === name))) return null;
  return names.length === 0 ? benchmarks : benchmarks.filter(({ name }) => names.includes(name));
}

async function outcomeOf(benchmark: Benchmark, context: BenchContext): Promise<Outcome> {
  try {
    return { benchmark, state: 'measured', figure: await benchmark.run(context) };
  } catch (error) {
    const reason = firstLines(error instanceof Error ? error.message : String(error));
    return { benchmark, state: error instanceof SkipError ? 'skipped' : 'failed', reason };
  }
}

/** A bundler's or a browser's message ends in a page of stack. */
function firstLines(message: string): string {
  return stripVTControlCharacters(message).split('\n').slice(0, 8).join('\n  ');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, help: { type: 'boolean' } },
});
const selection = chosen(positionals);
if (values.help || selection === null) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const context = await openContext();
  try {
    const machine = machineFacts(context.browserVersion);
    console.log(machineText(machine));
    const outcomes: Outcome[] = [];
    for (const benchmark of selection) {
      const outcome = await outcomeOf(benchmark, context);
      outcomes.push(outcome);
      console.log(`\n${outcomeText(outcome)}`);
    }
    if (values.json !== undefined) await writeFile(values.json, reportJson(machine, outcomes));
    process.exitCode = outcomes.some(({ state }) => state === 'failed') ? 1 : 0;
  } finally {
    await context.close();
  }
}
