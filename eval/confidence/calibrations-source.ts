import type { Calibration } from '@kinglet/router';

/** The router's source file that holds the coefficients, as the formatter would have it. */
export function calibrationsSource(
  all: readonly { readonly adapter: string; readonly calibration: Calibration }[],
): string {
  const entries = all.map(({ adapter, calibration: { curve, ...coefficients } }) => {
    const numbers = Object.entries(coefficients).map(([name, value]) => `    ${name}: ${value},\n`);
    const points = curve.map(
      ({ threshold, coverage, risk }) =>
        `      { threshold: ${threshold}, coverage: ${coverage}, risk: ${risk} },\n`,
    );
    return `  '${adapter}': {\n${numbers.join('')}    curve: [\n${points.join('')}    ],\n  },\n`;
  });
  return `import type { Calibration } from './call-certainty.ts';

/** By id of the specialist. Written by \`pnpm eval --confidence\`; a specialist that is not here has no certainty. */
export const calibrations: Readonly<Record<string, Calibration>> = {
${entries.join('')}};
`;
}
