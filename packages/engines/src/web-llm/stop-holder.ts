/** Holds back the end of a text while it may still become a stop string. */
export interface StopHolder {
  /** Takes a delta and returns what can no longer be part of a stop string. */
  push(delta: string): string;
}

/**
 * web-llm cuts a stop string off its message only when it is complete; the tokens before have been streamed by then
 * (lib/index.js:12565, 18392).
 */
export function createStopHolder(stops: readonly string[]): StopHolder {
  let held = '';
  return {
    push(delta) {
      const text = held + delta;
      const keep = longestOpening(text, stops);
      held = text.slice(text.length - keep);
      return text.slice(0, text.length - keep);
    },
  };
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
