import { failureStyles, faultRun, testFile } from '@kinglet/runtime/testing/fault-run';
import type { Soak } from '../soak.ts';

const cutPoints = 64;
const sizeBytes = 2_000_000;

export const downloads: Soak = {
  name: 'downloads',
  title: `${cutPoints} cut points x ${failureStyles.length} failure styles, each resumed once: a real server, a directory in memory`,
  async run() {
    const files = [
      await testFile(sizeBytes, { hasChunks: false }),
      await testFile(sizeBytes, { hasChunks: true }),
    ];
    const figures: Record<string, string> = {};
    let right = 0;
    for (const style of failureStyles) {
      const twice: number[] = [];
      const ends = new Set<string | null>();
      let rightOfStyle = 0;
      for (let point = 0; point < cutPoints; point += 1) {
        const cutAt = Math.round(((point + 0.5) / cutPoints) * sizeBytes);
        const run = await faultRun(files[point % files.length] ?? never(), { cutAt, style });
        ends.add(run.firstEnd);
        twice.push(run.fetchedTwiceBytes);
        if (run.isRight) rightOfStyle += 1;
      }
      right += rightOfStyle;
      const most = Math.max(...twice);
      const mean = twice.reduce((sum, bytes) => sum + bytes, 0) / twice.length;
      figures[style] =
        `${rightOfStyle} of ${cutPoints} right; ended by ${[...ends].join(', ')}; fetched twice ${share(mean)}, at most ${share(most)}`;
    }
    const all = cutPoints * failureStyles.length;
    return { held: right === all, figures: { ...figures, all: `${right} of ${all} with the right hash` } };
  },
};

function share(bytes: number): string {
  return `${((100 * bytes) / sizeBytes).toFixed(1)}%`;
}

function never(): never {
  throw new Error('There is no file to download.');
}
