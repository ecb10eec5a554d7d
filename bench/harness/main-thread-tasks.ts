import type { CDPSession, Page } from 'playwright';

/** One task of a page's main thread. */
export interface Task {
  /** Wall time. */
  readonly durationMs: number;
  /** Processor time: less than the wall time where the thread had to wait for a core. */
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const beginMark = 'bench-begin';
const endMark = 'bench-end';

/**
 * Every task of the page's main thread while `work` runs, from Chromium's trace: a PerformanceObserver tells only of
 * tasks above 50 ms, which is the bound itself.
 */
export async function mainThreadTasks(page: Page, work: () => Promise<void>): Promise<readonly Task[]> {
  const session = await page.context().newCDPSession(page);
  const includedCategories = [
    'disabled-by-default-devtools.timeline',
    'devtools.timeline',
    'blink.user_timing',
  ];
  await session.send('Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: { includedCategories, excludedCategories: ['*'], recordMode: 'recordAsMuchAsPossible' },
  });
  await page.evaluate((name) => performance.mark(name), beginMark);
  await work();
  await page.evaluate((name) => performance.mark(name), endMark);
  const ended = new Promise<string>((resolve) =>
    session.once('Tracing.tracingComplete', ({ stream }) => resolve(stream ?? '')),
  );
  await session.send('Tracing.end');
  const events = JSON.parse(await readStream(session, await ended)).traceEvents as readonly TraceEvent[];
  await session.detach();
  return tasksBetweenMarks(events);
}

async function readStream(session: CDPSession, handle: string): Promise<string> {
  const pieces: string[] = [];
  for (let eof = false; !eof; ) {
    const piece = await session.send('IO.read', { handle });
    pieces.push(piece.base64Encoded ? Buffer.from(piece.data, 'base64').toString() : piece.data);
    eof = piece.eof;
  }
  await session.send('IO.close', { handle });
  return pieces.join('');
}

function tasksBetweenMarks(events: readonly TraceEvent[]): readonly Task[] {
  const begin = events.find(({ name }) => name === beginMark);
  const end = events.find(({ name }) => name === endMark);
  if (begin === undefined || end === undefined) throw new Error('The trace has no marks: it was cut.');
  return events
    .filter(({ name, ph, pid, tid, ts }) => {
      const isHere = pid === begin.pid && tid === begin.tid;
      return name === 'RunTask' && ph === 'X' && isHere && ts >= begin.ts && ts <= end.ts;
    })
    .map(({ dur = 0, tdur = 0 }) => ({ durationMs: dur / 1000, cpuMs: tdur / 1000 }));
}
