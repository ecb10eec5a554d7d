/** Longest wait for a frame: a page that is hidden or covered gets none, and may have become so since it asked. */
const longestMs = 100;

/** Calls back once for all that happened since the last frame; a page that has no frames, by a timer. */
export function frameNotifier(notify: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let frame = 0;
  const run = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    cancelAnimationFrame(frame);
    notify();
  };
  return () => {
    if (timer !== null) return;
    frame = requestAnimationFrame(run);
    timer = setTimeout(run, document.hidden ? 16 : longestMs);
  };
}
