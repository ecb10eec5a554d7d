import type { Series } from './read-figures.ts';

const colors = ['#9aa5b1', '#2f6fde', '#d9822b', '#3d8b5f', '#8a5cc2'];
const size = { left: 44, top: 34, height: 260, bar: 22, gap: 26, bottom: 42 } as const;

/** Bars of each series by category, with their 95% intervals, as an SVG that needs nothing else. */
export function plotSvg(series: readonly Series[]): string {
  const categories = [...new Set(series.flatMap(({ shares }) => Object.keys(shares)))];
  const groupWidth = Math.max(series.length * size.bar, 72) + size.gap;
  const width = size.left + categories.length * groupWidth + size.gap;
  const height = size.top + size.height + size.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>Share of right rows with 95% intervals, by category</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...grid(width),
    ...series.map(({ name }, index) => legend(name, index)),
    ...categories.flatMap((category, index) =>
      group(category, size.left + size.gap + index * groupWidth, series),
    ),
    '</svg>\n',
  ].join('\n');
}

function grid(width: number): readonly string[] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const y = yOf(share);
    return `<path d="M${size.left} ${y}H${width - 8}" stroke="#e1e5ea"/><text x="${size.left - 6}" y="${y + 4}" text-anchor="end" fill="#52606d">${share * 100}%</text>`;
  });
}

function legend(name: string, index: number): string {
  const x = size.left + index * 150;
  return `<rect x="${x}" y="10" width="10" height="10" fill="${colorOf(index)}"/><text x="${x + 15}" y="19" fill="#1f2933">${escaped(name)}</text>`;
}

function group(category: string, x: number, series: readonly Series[]): readonly string[] {
  const middle = x + (series.length * size.bar) / 2;
  const bars = series.flatMap(({ shares }, index) => {
    const figures = shares[category];
    return figures === undefined ? [] : [bar(figures, x + index * size.bar, colorOf(index))];
  });
  const label = `<text x="${middle}" y="${size.top + size.height + 18}" text-anchor="middle" fill="#1f2933">${escaped(category)}</text>`;
  return [...bars, label];
}

function bar({ share, low, high }: Series['shares'][string], x: number, color: string): string {
  const middle = x + size.bar / 2 - 2;
  const [top, bottom] = [yOf(share), yOf(0)];
  return [
    `<rect x="${x}" y="${top}" width="${size.bar - 4}" height="${round(bottom - top)}" fill="${color}"/>`,
    `<path d="M${middle} ${yOf(low)}V${yOf(high)}M${middle - 4} ${yOf(low)}h8M${middle - 4} ${yOf(high)}h8" stroke="#1f2933" fill="none"/>`,
    `<text x="${middle}" y="${yOf(high) - 4}" text-anchor="middle" font-size="9" fill="#1f2933">${Math.round(share * 100)}</text>`,
  ].join('');
}

function yOf(share: number): number {
  return round(size.top + size.height * (1 - share));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function colorOf(index: number): string {
  return colors[index % colors.length] ?? '#000000';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
