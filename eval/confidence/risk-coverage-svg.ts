import type { RiskPoint } from '@kinglet/router';

const colors = ['#2f6fde', '#d9822b', '#3d8b5f'];
const size = { left: 48, top: 34, width: 420, height: 260, bottom: 46 } as const;
/** The highest risk that is drawn. */
const maxRisk = 0.5;

/** Share of wrong calls by share of calls that still run, a line for each series, as an SVG that needs nothing else. */
export function riskCoverageSvg(
  series: readonly { readonly name: string; readonly points: readonly RiskPoint[] }[],
): string {
  const [width, height] = [size.left + size.width + 24, size.top + size.height + size.bottom];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="11">`,
    '<title>Share of wrong calls by share of calls that run on the device</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...[0, 0.1, 0.2, 0.3, 0.4, 0.5].map((risk) => label(risk)),
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (share) =>
        `<text x="${x(share)}" y="${size.top + size.height + 16}" text-anchor="middle" fill="#52606d">${share * 100}%</text>`,
    ),
    `<text x="${x(0.5)}" y="${size.top + size.height + 34}" text-anchor="middle" fill="#1f2933">calls that run on the device</text>`,
    `<path d="M${size.left} ${y(0.05)}H${x(1)}" stroke="#9aa5b1" stroke-dasharray="4 4"/>`,
    ...series.flatMap(({ name, points }, index) => line(name, points, index)),
    '</svg>\n',
  ].join('\n');
}

function label(risk: number): string {
  return `<path d="M${size.left} ${y(risk)}H${x(1)}" stroke="#e1e5ea"/><text x="${size.left - 6}" y="${y(risk) + 4}" text-anchor="end" fill="#52606d">${Math.round(risk * 100)}%</text>`;
}

function line(name: string, points: readonly RiskPoint[], index: number): readonly string[] {
  const color = colors[index % colors.length] ?? '#000000';
  const path = points.map(({ coverage, risk }) => `${x(coverage)} ${y(Math.min(maxRisk, risk))}`).join('L');
  const left = size.left + index * 150;
  return [
    `<path d="M${path}" fill="none" stroke="${color}" stroke-width="2"/>`,
    `<rect x="${left}" y="10" width="10" height="10" fill="${color}"/><text x="${left + 15}" y="19" fill="#1f2933">${name}: wrong</text>`,
  ];
}

function x(share: number): number {
  return Math.round((size.left + share * size.width) * 10) / 10;
}

function y(risk: number): number {
  return Math.round((size.top + size.height * (1 - risk / maxRisk)) * 10) / 10;
}
