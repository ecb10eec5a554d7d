/** Calls back once for all that happened since the last frame; a hidden page, which has no frames, by a timer. */
export function frameNotifier(notify: () => void): () => void {
  let scheduled = false;
  const run = () => {
    scheduled = false;
    notify();
  };
  return () => {
    if (scheduled) return;
    scheduled = true;
    if (document.hidden) setTimeout(run, 16);
    else requestAnimationFrame(run);
  };
}
