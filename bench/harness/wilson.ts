/** A share with the bounds of its 95% interval, all from 0 to 1. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson's score interval. Of nothing, nothing is known: 0 to 1. */
export function wilson(hits: number, total: number): Share {
  if (total === 0) return { share: 0, low: 0, high: 1 };
  const z = 1.96;
  const share = hits / total;
  const scale = 1 + z ** 2 / total;
  const middle = (share + z ** 2 / (2 * total)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2))) / scale;
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
