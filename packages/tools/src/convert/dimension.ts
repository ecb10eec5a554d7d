/** Powers of base dimensions: speed is `{ length: 1, time: -1 }`. Zero powers are left out. */
export type Dimension = Readonly<Record<string, number>>;

/** Combines two dimensions; `sign` -1 divides by the second. */
export function combine(left: Dimension, right: Dimension, sign: 1 | -1): Dimension {
  const powers: Record<string, number> = { ...left };
  for (const [base, power] of Object.entries(right)) {
    powers[base] = (powers[base] ?? 0) + sign * power;
    if (powers[base] === 0) delete powers[base];
  }
  return powers;
}

/** Text that is equal for equal dimensions. */
export function dimensionKey(dimension: Dimension): string {
  return Object.keys(dimension)
    .sort()
    .map((base) => `${base}${dimension[base]}`)
    .join(' ');
}

const names = new Map([
  ['length1', 'length'],
  ['length2', 'area'],
  ['length3', 'volume'],
  ['mass1', 'weight'],
  ['time1', 'time'],
  ['length1 time-1', 'speed'],
  ['temperature1', 'temperature'],
  ['data1', 'data size'],
  ['data1 time-1', 'data rate'],
  ['angle1', 'angle'],
  ['energy1', 'energy'],
  ['energy1 time-1', 'power'],
  ['pressure1', 'pressure'],
  ['force1', 'force'],
  ['time-1', 'frequency'],
  ['consumption1', 'fuel consumption'],
]);

/** What people call it: `speed`. */
export function dimensionName(dimension: Dimension): string {
  const key = dimensionKey(dimension);
  return names.get(key) ?? key;
}
