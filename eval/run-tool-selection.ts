import { writeFile } from 'node:fs/promises';
import { lexicalEmbed, rankTools, toolText } from '@kinglet/agent';
import type { ToolDefinition } from '@kinglet/spec';
import { readBfclRow } from './rows/read-bfcl-row.ts';
import { readJsonLines } from './rows/read-json-lines.ts';
import { readSealRow } from './rows/read-seal-row.ts';
import type { Row, RowFunction } from './rows/row.ts';

type Candidate = Pick<ToolDefinition, 'name' | 'description' | 'parameters'>;

/** How many of the nearest tools are offered. */
const offered = [1, 4, 8, 16] as const;

interface SelectionFigures {
  readonly name: string;
  /** Different functions in the file: what each message chooses from. */
  readonly tools: number;
  readonly rows: number;
  /** Share of the rows whose right functions are all among the nearest. */
  readonly recall: Readonly<Record<string, number>>;
  /** Median time to rank all tools for one message, in milliseconds, on this machine. */
  readonly medianMs: number;
}

/**
 * `--tool-selection FILE...`: for each file of rows, BFCL\u2019s or Seal-Tools\u2019, pools the functions of all rows and asks whether the right
 * ones are among the nearest to the message.
 */
export async function runToolSelection(
  files: readonly string[],
  { json }: { json: string | undefined },
): Promise<void> {
  const figures: SelectionFigures[] = [];
  for (const file of files) {
    const lines = await readJsonLines(file);
    const rows = lines.flatMap((line) => {
      const row = isSeal(line.value) ? readSealRow(line) : readBfclRow(line);
      return row === null ? [] : [row];
    });
    figures.push(figuresOf(file.split('/').at(-1) ?? file, rows));
  }
  console.log(tableOf(figures));
  if (json !== undefined) await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
}

function figuresOf(name: string, rows: readonly Row[]): SelectionFigures {
  const pool = new Map(
    rows.flatMap(({ functions }) => functions).map((each) => [each.name, candidateOf(each)]),
  );
  const tools = [...pool.values()];
  const embed = remembered(lexicalEmbed(tools.map(toolText)));
  for (const tool of tools) embed(toolText(tool));
  const asked = rows.filter(({ rightCalls }) => rightCalls !== null && rightCalls.length > 0);
  const found = new Map<number, number>(offered.map((count) => [count, 0]));
  const times: number[] = [];
  for (const { question, rightCalls } of asked) {
    const message = question.findLast(({ role }) => role === 'user')?.content ?? '';
    const startMs = performance.now();
    const ranked = rankTools(message, tools, embed).map((tool) => tool.name);
    times.push(performance.now() - startMs);
    const right = (rightCalls ?? []).flatMap((call) => Object.keys(call));
    for (const count of offered) {
      const near = ranked.slice(0, count);
      if (right.every((each) => near.includes(each))) found.set(count, (found.get(count) ?? 0) + 1);
    }
  }
  const recall = Object.fromEntries(
    [...found].map(([count, hits]) => [count, hits / Math.max(1, asked.length)]),
  );
  const medianMs = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return { name, tools: tools.length, rows: asked.length, recall, medianMs };
}

/** Tools are embedded once, as the app does for a run. */
function remembered(embed: (text: string) => Float32Array): (text: string) => Float32Array {
  const known = new Map<string, Float32Array>();
  return (text) => {
    const found = known.get(text) ?? embed(text);
    known.set(text, found);
    return found;
  };
}

function candidateOf({ name, description, parameters }: RowFunction): Candidate {
  return { name, description, parameters: parameters as Candidate['parameters'] };
}

function isSeal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'instruction' in value;
}

function tableOf(figures: readonly SelectionFigures[]): string {
  const share = (value = 0) => `${(value * 100).toFixed(1)}%`;
  const head = `| file | tools | rows | ${offered.map((count) => `in the first ${count}`).join(' | ')} | ms a message |`;
  const rule = `| --- | --- | --- | ${offered.map(() => '---').join(' | ')} | --- |`;
  const lines = figures.map(
    ({ name, tools, rows, recall, medianMs }) =>
      `| ${name} | ${tools} | ${rows} | ${offered.map((count) => share(recall[count])).join(' | ')} | ${medianMs.toFixed(1)} |`,
  );
  return [head, rule, ...lines].join('\n');
}
