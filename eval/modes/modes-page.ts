import type { Series } from '../report/read-figures.ts';
import { markdownTable, percent } from '../report/table.ts';
import { modes } from './mode.ts';
import type { ModeFigures } from './mode-figures.ts';
import { type ModesResult, modeTable } from './modes-result.ts';

/** The page in docs/, a section for each result. `plot`: the file of its picture, beside the page. */
export function modesPage(results: readonly ModesResult[], plot: string): string {
  return `# What each step brings: evaluation by mode

Written by \`pnpm eval --report\` out of the files of \`pnpm eval --mode\`; eval/README.md says what the modes do and how each column is counted.
The larger model is scripted: it answers what is right. No token of it was bought.
The calibration that says how sure a call is was fitted to half of the rows of split test ([confidence](confidence.md)), so that \`escalated\` looks better on them than on others.

${results.map(section).join('\n')}
![Share right by category and mode](${plot})
`;
}

function section(result: ModesResult): string {
  const { title, of, mayBeWrong, prices } = result;
  return `## ${title}: ${of}

${markdownTable(modeTable(result))}

Tokens and seconds are means of the device, seconds with whatever else the machine did meanwhile. Calls on the device may be wrong at ${percent(mayBeWrong)}, by the calibration. Prices are an assumption: USD ${prices.inputUsdPerMillion} for a million
tokens in and ${prices.outputUsdPerMillion} out, on estimated tokens.${goalText(result)}

${markdownTable(byCategory(result))}
`;
}

/** What issue 6 asks of escalation. */
const goal = { falseAccepts: 0.05, cloudShare: 0.35 };

function goalText({ modes: { escalated } }: ModesResult): string {
  if (escalated === undefined) return '';
  const { falseAccepts, cloudShare } = escalated.all;
  const isMet = (share: number, most: number) => `${percent(share)}, ${share <= most ? 'met' : 'missed'}`;
  return `
Goals of \`escalated\`: false accepts of at most ${percent(goal.falseAccepts)} (${isMet(falseAccepts, goal.falseAccepts)}) at a cloud share of at most ${percent(goal.cloudShare)} (${isMet(cloudShare, goal.cloudShare)}).`;
}

/** Right rows with their 95% interval, a column a mode. */
function byCategory({ modes: found }: ModesResult): readonly (readonly string[])[] {
  const there = modes.flatMap((mode) => (found[mode] === undefined ? [] : [{ mode, ...found[mode] }]));
  const names = [...new Set(there.flatMap(({ categories }) => Object.keys(categories)))];
  return [
    ['category', ...there.map(({ mode }) => mode)],
    ...names.map((name) => [name, ...there.map(({ categories }) => rightOf(categories[name]))]),
  ];
}

function rightOf(figures: ModeFigures | undefined): string {
  if (figures === undefined) return '-';
  const { correct, n, low, high } = figures;
  return `${correct} of ${n} (${percent(low)} to ${percent(high)})`;
}

/** A series a mode, over the categories of all results. */
export function modeSeries(results: readonly ModesResult[]): readonly Series[] {
  return modes.flatMap((name) => {
    const categories = results.flatMap((result) => Object.entries(result.modes[name]?.categories ?? {}));
    const shares = categories.map(([category, { accuracy: share, low, high }]) => [
      category,
      { share, low, high },
    ]);
    return shares.length === 0 ? [] : [{ name, shares: Object.fromEntries(shares) }];
  });
}
