import type { Clock } from '@kinglet/spec';
import { transferRate } from './transfer-rate.ts';

const tellMs = 200;

/** Takes the bytes so far after each chunk, and tells of them five times a second at most, with their smoothed rate. */
export function transferMeter(
  clock: Clock,
  startBytes: number,
  tell: (doneBytes: number, bytesPerSecond: number | null) => void,
): (doneBytes: number) => void {
  const rate = transferRate(startBytes, () => clock.monotonicMs());
  let toldMs = clock.monotonicMs();
  return (doneBytes) => {
    const bytesPerSecond = rate.sample(doneBytes);
    if (clock.monotonicMs() - toldMs < tellMs) return;
    toldMs = clock.monotonicMs();
    tell(doneBytes, bytesPerSecond);
  };
}
