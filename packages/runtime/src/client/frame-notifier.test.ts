import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { frameNotifier } from './frame-notifier.ts';

let frames: Map<number, () => void>;

beforeEach(() => {
  vi.useFakeTimers();
  frames = new Map();
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
    frames.set(frames.size + 1, run);
    return frames.size;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('calls back once a frame, whatever happened since', () => {
  const notify = vi.fn();
  const changed = frameNotifier(notify);
  changed();
  changed();
  expect(notify).not.toHaveBeenCalled();
  frames.get(1)?.();
  vi.runAllTimers();
  expect(notify).toHaveBeenCalledTimes(1);
  changed();
  expect(frames.size).toBe(1);
});

it('calls back by a timer where no frame comes, because the page was hidden since', () => {
  const notify = vi.fn();
  const changed = frameNotifier(notify);
  changed();
  vi.advanceTimersByTime(100);
  expect(notify).toHaveBeenCalledTimes(1);
  expect(frames.size).toBe(0);
});
