import { formatBytes, formatDuration } from './format.ts';
import { strings } from './strings.ts';

const words = strings.model;

/** Bytes, rate and time left of a transfer, as far as they are known: `38 MB of 98 MB · 6 MB/s · 10 sec left`. */
export function transferText(
  doneBytes: number,
  totalBytes: number | null,
  bytesPerSecond: number | null,
): string {
  const done = formatBytes(doneBytes);
  const parts = [totalBytes === null ? done : words.progress(done, formatBytes(totalBytes))];
  if (bytesPerSecond !== null && bytesPerSecond > 0) {
    parts.push(words.rate(formatBytes(bytesPerSecond)));
    if (totalBytes !== null)
      parts.push(words.left(formatDuration(((totalBytes - doneBytes) / bytesPerSecond) * 1000)));
  }
  return parts.join(' · ');
}
