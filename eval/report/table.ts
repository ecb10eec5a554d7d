import type { CategoryFigures } from './category-figures.ts';

const head = [
  'category',
  'right',
  'of',
  'accuracy',
  '95% interval',
  'names',
  'prompt tokens',
  'reply tokens',
  'seconds',
];

/** A table for a terminal; tokens are means of a row, seconds the sum. */
export function figuresTable(categories: Readonly<Record<string, CategoryFigures>>): string {
  return alignedTable([head, ...Object.entries(categories).map(([name, figures]) => cells(name, figures))]);
}

function cells(name: string, figures: CategoryFigures): readonly string[] {
  const { n, correct, accuracy, low, high, nameAccuracy, promptTokens, completionTokens, seconds } = figures;
  const mean = (sum: number): string => (n === 0 ? '-' : (sum / n).toFixed(0));
  return [
    name,
    String(correct),
    String(n),
    percent(accuracy),
    `${percent(low)} to ${percent(high)}`,
    nameAccuracy === null ? '-' : percent(nameAccuracy),
    mean(promptTokens),
    mean(completionTokens),
    seconds.toFixed(1),
  ];
}

/** Columns padded to their widest cell, the first to the left, the others to the right. */
export function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/** The first row is the head. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
