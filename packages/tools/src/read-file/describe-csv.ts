import { Decimal } from 'decimal.js';
import Papa from 'papaparse';
import { oneLine } from '../text/clean-text.ts';
import { allWords, keyWords, matchScore } from '../text/match-words.ts';

const maxCell = 60;
const maxColumns = 20;
const firstRows = 3;
const maxMatches = 8;
const maxNumericColumns = 6;

/** What one row alone does not answer. */
const overAllRows =
  /\b(?:how many|sum|total|averages?|mean|most|least|highest|lowest|largest|smallest|max\w*|min\w*|count|columns?|rows|all|summar\w+)\b/i;

type Row = readonly string[];

/**
 * A CSV as a model can use it: columns, row count, the rows that the question is about, sums of its number columns; one
 * row alone where the question is about that.
 */
export function describeCsv(text: string, question: string): string {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const [header = [], ...rows] = parsed.data;
  const columns = header.slice(0, maxColumns);
  const query = keyWords(question).filter((word) => !columns.some((name) => allWords(name).includes(word)));
  const matches = query.length === 0 ? [] : bestRows(rows, query);
  const [only] = matches;
  if (only !== undefined && matches.length === 1 && !overAllRows.test(question))
    return written(columns, only);
  const lines = [
    `Table with ${rows.length} rows and ${header.length} columns: ${columns.map((name) => oneLine(name, maxCell)).join(', ')}`,
  ];
  if (matches.length > 0) {
    lines.push(`Rows about ${query.join(', ')}:`, ...matches.map((row) => written(columns, row)));
  } else {
    lines.push('First rows:', ...rows.slice(0, firstRows).map((row) => written(columns, row)));
  }
  const numbers = numericColumns(columns, rows, question);
  if (numbers.length > 0) lines.push('Numbers over all rows:', ...numbers);
  const [problem] = parsed.errors.filter(({ code }) => code !== 'UndetectableDelimiter');
  if (problem !== undefined)
    lines.push(`Note: row ${(problem.row ?? 0) + 1} is malformed (${problem.message}).`);
  return lines.join('\n');
}

function bestRows(rows: readonly Row[], query: readonly string[]): readonly Row[] {
  let best = 0;
  let found: Row[] = [];
  for (const row of rows) {
    const score = matchScore(query, allWords(row.join(' ').slice(0, 2_000)));
    if (score > best) [best, found] = [score, []];
    if (score > 0 && score === best && found.length < maxMatches) found.push(row);
  }
  return found;
}

function written(columns: readonly string[], row: Row): string {
  const cells = columns.map((name, index) => `${oneLine(name, 30)}: ${oneLine(row[index] ?? '', maxCell)}`);
  return `- ${cells.join('; ')}`;
}

/** Sum, average, least and most of columns that hold only numbers; those that the question names come first. */
function numericColumns(columns: readonly string[], rows: readonly Row[], question: string): string[] {
  const asked = new Set(allWords(question));
  const numeric = columns.flatMap((name, index) => {
    const values = valuesOf(rows, index);
    return values === null ? [] : [{ name, values, asked: allWords(name).some((word) => asked.has(word)) }];
  });
  const chosen = numeric.some((column) => column.asked) ? numeric.filter((column) => column.asked) : numeric;
  return chosen.slice(0, maxNumericColumns).map(({ name, values }) => {
    const sum = values.reduce((total, value) => total.plus(value), new Decimal(0));
    const average = sum.div(values.length).toSignificantDigits(8);
    let [least, most] = [values[0] ?? sum, values[0] ?? sum];
    for (const value of values) {
      if (value.lt(least)) least = value;
      if (value.gt(most)) most = value;
    }
    return `- ${oneLine(name, 30)}: sum ${sum}, average ${average}, smallest ${least}, largest ${most}`;
  });
}

function valuesOf(rows: readonly Row[], index: number): readonly Decimal[] | null {
  const values: Decimal[] = [];
  for (const row of rows) {
    const cell = (row[index] ?? '').trim();
    if (cell === '') continue;
    const digits = cell.replace(/^[$€£]\s?/, '').replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
    if (!/^[-+]?(?:\d{1,20}(?:\.\d{1,20})?|\.\d{1,20})$/.test(digits)) return null;
    values.push(new Decimal(digits));
  }
  return values.length === 0 ? null : values;
}
