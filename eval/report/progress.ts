/** Tells how far a long evaluation is, on one line of a terminal or on a line now and then elsewhere. */
export interface Progress {
  /** Call once for each row that is done. */
  step(note: string): void;
  end(): void;
}

const everyMs = 10_000;

export function startProgress(total: number, output: NodeJS.WriteStream = process.stderr): Progress {
  const startMs = Date.now();
  let done = 0;
  let shownMs = 0;
  return {
    step(note) {
      done += 1;
      const nowMs = Date.now();
      if (!output.isTTY && nowMs - shownMs < everyMs && done < total) return;
      shownMs = nowMs;
      const left = ((nowMs - startMs) / done) * (total - done);
      const line = `${done} of ${total}, ${durationText(left)} left, ${note}`;
      output.write(output.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end() {
      if (output.isTTY && done > 0) output.write('\r\u001b[K');
    },
  };
}

/** Such as `45 s` or `12 min`. */
function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
