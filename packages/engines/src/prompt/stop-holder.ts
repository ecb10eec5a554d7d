/** Cuts a text off before a stop string, and holds its end back while it may still become one. */
export interface StopHolder {
  /** A stop string came: nothing more is given out. */
  readonly stopped: boolean;
  /** Takes a delta and returns what can no longer be part of a stop string. */
  push(delta: string): string;
  /** What is held back; for the end of the text. */
  rest(): string;
}

/** Engines stream the tokens before a stop string is complete. */
export function createStopHolder(strings: readonly string[]): StopHolder {
  const stops = strings.filter((stop) => stop !== '');
  let held = '';
  let stopped = false;
  return {
    get stopped() {
      return stopped;
    },
    push(delta) {
      const text = stopped ? '' : held + delta;
      const end = firstStop(text, stops);
      stopped ||= end < text.length;
      const keep = stopped ? 0 : longestOpening(text, stops);
      held = text.slice(text.length - keep);
      return text.slice(0, Math.min(end, text.length - keep));
    },
    rest() {
      return held;
    },
  };
}

/** Where the stop begins that is complete first: of one that comes within another, the rest of the other is not waited for. */
function firstStop(text: string, stops: readonly string[]): number {
  let first = { start: text.length, end: Number.POSITIVE_INFINITY };
  for (const stop of stops) {
    const start = text.indexOf(stop);
    const end = start + stop.length;
    if (start >= 0 && (end < first.end || (end === first.end && start < first.start))) first = { start, end };
  }
  return first.start;
}

/** Length of the longest end of `text` with which one of the stops begins. */
function longestOpening(text: string, stops: readonly string[]): number {
  const longest = Math.max(0, ...stops.map((stop) => stop.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    const end = text.slice(text.length - length);
    if (stops.some((stop) => stop.startsWith(end))) return length;
  }
  return 0;
}
