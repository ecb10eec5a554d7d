import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Calibration, thresholdFor } from '@kinglet/router';
import { markdownTable, percent } from '../report/table.ts';
import { calibrationsSource } from './calibrations-source.ts';
import { type ConfidenceRow, weighedRows } from './confidence-row.ts';
import { certainties, fitCalibration } from './fit-calibration.ts';
import { riskCoverageSvg } from './risk-coverage-svg.ts';
import { aurocOf, calibrationError, escalatedAt, type JudgedRow, riskCurve } from './risk-curve.ts';

const source = new URL('../../packages/router/src/calibrations.ts', import.meta.url);
const table = new URL('../../docs/confidence.md', import.meta.url);
const plot = new URL('../../docs/confidence.svg', import.meta.url);
/** What the settings offer, as shares that may be wrong. */
const offered = [0.2, 0.1, 0.05, 0.02];

interface Fitted {
  readonly adapter: string;
  readonly calibration: Calibration;
  readonly fitted: readonly JudgedRow[];
  readonly held: readonly JudgedRow[];
  /** Rows to report in which nothing was called: their answers are no calls, and are not judged here. */
  readonly silent: number;
}

/** Fits a calibration for each adapter, writes them into the router, and reports them in docs/ on the rows that were held out. */
export async function reportConfidence(rows: readonly ConfidenceRow[]): Promise<void> {
  const adapters = [...new Set(rows.map(({ adapter }) => adapter))].sort();
  const all = adapters.map((adapter) => fitOf(adapter, rows));
  await writeFile(source, calibrationsSource(all));
  const text = document(all);
  await writeFile(table, text);
  await writeFile(
    plot,
    riskCoverageSvg(all.map(({ adapter, held }) => ({ name: adapter, points: riskCurve(held) }))),
  );
  console.log(text);
  for (const url of [source, table, plot]) console.log(fileURLToPath(url));
}

function fitOf(adapter: string, all: readonly ConfidenceRow[]): Fitted {
  const rows = all.filter((row) => row.adapter === adapter);
  const fit = weighedRows(rows.filter(({ use }) => use === 'fit'));
  const report = rows.filter(({ use }) => use === 'report');
  const calibration = fitCalibration(fit);
  return {
    adapter,
    calibration,
    fitted: certainties(fit, calibration),
    held: certainties(weighedRows(report), calibration),
    silent: report.filter(({ calls }) => calls.length === 0).length,
  };
}

function document(all: readonly Fitted[]): string {
  const quality = all.map(({ adapter, fitted, held, silent }) => [
    adapter,
    `${fitted.length}`,
    `${held.length} (${silent} more without a call)`,
    percent(held.filter(({ right }) => right).length / held.length),
    aurocOf(held).toFixed(3),
    calibrationError(held).toFixed(3),
  ]);
  const settings = all.flatMap(({ adapter, calibration, held }) =>
    offered.map((share) => {
      const threshold = thresholdFor(share, calibration.curve);
      const { falseAccepts, cloudShare, risk } = escalatedAt(held, threshold);
      return [
        adapter,
        percent(share),
        threshold.toFixed(2),
        percent(risk),
        percent(falseAccepts),
        percent(cloudShare),
      ];
    }),
  );
  return `# How sure a specialist's calls are

Written by \`pnpm eval --confidence eval/confidence/rows.jsonl\`, which fits the router's coefficients (\`packages/router/src/calibrations.ts\`) to half
of the recorded rows and reports the other half; rows that the file lacks are asked for first. eval/README.md says where they come from.

${markdownTable([['specialist', 'rows to fit', 'rows held out', 'right', 'AUROC', 'calibration error'], ...quality])}

AUROC: how often a right call is surer than a wrong one; 0.5 is chance. Calibration error: how far certainty and share of right calls are apart, over ten bins.

What comes of the setting "may be wrong" on the rows held out, where the larger model takes what is not sure enough and is always right.
False accepts and cloud share are of all rows in which a call was made; the goal was false accepts of at most 5% with a cloud share of at most 35%.

${markdownTable([['specialist', 'may be wrong', 'threshold', 'wrong of those that run here', 'false accepts', 'cloud share'], ...settings])}

${all.map(leastShare).join('\n')}

![Risk by coverage on the rows held out](confidence.svg)

With few rows these figures move by several points from one half to another.
`;
}

/** What the goal costs on the rows held out, whatever the fitted curve says of it. */
function leastShare({ adapter, held }: Fitted): string {
  const points = riskCurve(held).map(({ threshold }) => escalatedAt(held, threshold));
  const shares = points
    .filter(({ falseAccepts }) => falseAccepts <= 0.05)
    .map(({ cloudShare }) => cloudShare);
  const least = Math.min(1, ...shares);
  const isMet = least <= 0.35 ? 'within the goal' : 'out of reach of the goal';
  return `- ${adapter}: false accepts of at most 5% take a cloud share of ${percent(least)} at least, ${isMet}.`;
}
