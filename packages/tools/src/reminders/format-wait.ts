const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A wait in its two largest units: `in 1 hour 30 minutes`. */
export function formatWait(durationMs: number): string {
  let rest = Math.max(1_000, Math.round(durationMs / 1_000) * 1_000);
  const first = Math.max(
    0,
    units.findIndex(([, length]) => rest >= length),
  );
  const parts = units.slice(first, first + 2).flatMap(([name, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return `in ${parts.join(' ')}`;
}
