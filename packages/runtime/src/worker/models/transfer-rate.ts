/** Smooths a transfer's rate over about three seconds. */
export interface TransferRate {
  /** Takes the bytes so far; gives bytes per second, or null in the first half second. */
  sample(receivedBytes: number): number | null;
}

const sampleMs = 500;
const smoothing = 0.3;

export function transferRate(startBytes: number, monotonicMs: () => number): TransferRate {
  let lastBytes = startBytes;
  let lastMs = monotonicMs();
  let rate: number | null = null;
  return {
    sample(receivedBytes) {
      const elapsedMs = monotonicMs() - lastMs;
      if (elapsedMs < sampleMs) return rate;
      const now = (Math.max(receivedBytes - lastBytes, 0) * 1000) / elapsedMs;
      rate = rate === null ? now : rate + smoothing * (now - rate);
      lastBytes = receivedBytes;
      lastMs += elapsedMs;
      return rate;
    },
  };
}
