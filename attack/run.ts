import 'fake-indexeddb/auto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { alignedTable } from '../eval/report/table.ts';
import type { Section } from './harness/section.ts';
import {
  addressSection,
  approvalSection,
  benignSection,
  canarySection,
  injectionSection,
} from './sections.ts';

const usage = `Usage: pnpm attack [--data FOLDER] [--json FILE]   replay attacks on the real loop with a model that obeys them

  --data FOLDER   InjecAgent's cases (default ../shared/data/injecagent)
  --json FILE     write the figures`;

/** Ends with 1 where something got through, or where an attack fails without its guard, so that it shows nothing. */
async function run(folder: string): Promise<readonly Section[]> {
  const sections: Section[] = [];
  const steps = [
    () => injectionSection(folder, 'plain'),
    () => injectionSection(folder, 'enhanced'),
    async () => approvalSection(),
    () => addressSection(),
    () => canarySection(500, 100),
    () => benignSection(folder),
  ];
  for (const step of steps) {
    const startMs = performance.now();
    const section = await step();
    sections.push(section);
    console.log(`\n${textOf(section, performance.now() - startMs)}`);
  }
  return sections;
}

function textOf({ name, held, rows, notes }: Section, durationMs: number): string {
  const verdict = held === null ? 'not run' : held ? 'held' : 'DID NOT HOLD';
  const table = rows.length === 0 ? [] : alignedTable(rows).split('\n');
  const lines = [...table, ...notes].map((line) => `  ${line}`);
  return [`${name}: ${verdict}, ${(durationMs / 1000).toFixed(1)} s`, ...lines].join('\n');
}

const { values } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(usage);
} else {
  const sections = await run(values.data ?? '../shared/data/injecagent');
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(sections, null, 2)}\n`);
  process.exitCode = sections.some(({ held }) => held === false) ? 1 : 0;
}
