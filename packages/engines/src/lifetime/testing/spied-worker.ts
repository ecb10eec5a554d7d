/** Stands in for `Worker` and remembers the engine's inner workers, so that a test can break them. */
export class SpiedWorker extends Worker {
  static readonly made: SpiedWorker[] = [];
  isTerminated = false;

  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    SpiedWorker.made.push(this);
  }

  override terminate(): void {
    this.isTerminated = true;
    super.terminate();
  }
}

/** From now on each new worker is spied on; gives back what ends that. */
export function spyOnWorkers(): () => void {
  const RealWorker = globalThis.Worker;
  SpiedWorker.made.length = 0;
  globalThis.Worker = SpiedWorker;
  return () => {
    globalThis.Worker = RealWorker;
  };
}

/** The one that was started last. */
export function innerWorker(): SpiedWorker {
  const worker = SpiedWorker.made.at(-1);
  if (worker === undefined) throw new Error('No inner worker was started.');
  return worker;
}
