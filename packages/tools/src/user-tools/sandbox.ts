import { type Clock, type JsonObject, KingletError, type UserTool } from '@kinglet/spec';
import { type UserCodeEnd, userCodeLimits } from './run-user-code.ts';

/** What the sandbox's worker is given: one function, once. */
export interface SandboxJob {
  readonly tool: Pick<UserTool, 'body' | 'arguments'>;
  readonly args: JsonObject;
}

/** Runs the user's functions. */
export interface Sandbox {
  /** Rejects only with `signal.reason`. */
  run(job: SandboxJob, options: { signal: AbortSignal }): Promise<UserCodeEnd>;
}

export interface SandboxOptions {
  /** Starts a worker that runs `sandbox-worker.ts`. */
  startWorker(): Worker;
  /** Address of QuickJS's wasm file; absolute. */
  readonly wasmUrl: string;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** The interpreter is loaded once per run, by a device that may be slow. */
const startMs = 15_000;
/** Beyond its own time limit: then the code is in a step that cannot be interrupted. */
const graceMs = 1_000;

/**
 * A worker for each run, ended after it whatever happens: so no run sees another, none hangs anything but itself, and all memory
 * comes back. Nothing is loaded before the first run.
 */
export function createSandbox({ startWorker, wasmUrl, clock }: SandboxOptions): Sandbox {
  async function answerOf(
    worker: Worker,
    message: unknown,
    { limitMs, late, signal }: { limitMs: number; late: string; signal: AbortSignal },
  ): Promise<unknown> {
    const answered = new AbortController();
    const answer = new Promise<unknown>((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () =>
        resolve(
          failure(
            'The sandbox for your own tools could not be started. Connect once to the network and reload the page.',
          ),
        );
    });
    worker.postMessage(message);
    try {
      const timeSignal = AbortSignal.any([signal, answered.signal]);
      return await Promise.race([
        answer,
        clock.sleep(limitMs, { signal: timeSignal }).then(() => failure(late)),
      ]);
    } finally {
      answered.abort(new KingletError('timeout', 'answered'));
    }
  }
  return {
    async run(job, { signal }) {
      signal.throwIfAborted();
      const worker = startWorker();
      try {
        const late = 'The sandbox for your own tools did not start in time. Try again.';
        const ready = await answerOf(worker, wasmUrl, { limitMs: startMs, late, signal });
        if (ready !== 'ready') return ready as UserCodeEnd;
        const { timeMs } = userCodeLimits;
        const stopped = `It was stopped after ${(timeMs + graceMs) / 1000} s. Look for a loop that does not end.`;
        const limitMs = timeMs + graceMs;
        return (await answerOf(worker, job, { limitMs, late: stopped, signal })) as UserCodeEnd;
      } finally {
        worker.terminate();
      }
    },
  };
}

function failure(reason: string): UserCodeEnd {
  return { ok: false, reason };
}
