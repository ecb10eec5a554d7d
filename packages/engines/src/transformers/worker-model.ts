import { type Clock, KingletError } from '@kinglet/spec';
import { type Endpoint, proxy, type Remote, wrap } from 'comlink';
import { Lifeline } from '../lifetime/lifeline.ts';
import { untilAborted } from '../lifetime/turn.ts';
import type { ModelHost, ModelHostOptions } from './model-host.ts';
import type { OnnxModel } from './onnx-model.ts';

/** What a model needs of its worker. */
export type ModelWorker = Endpoint & Pick<Worker, 'terminate'>;

export interface WorkerModelOptions extends ModelHostOptions {
  /** Runs `transformers-worker.ts`. */
  readonly worker: ModelWorker;
  readonly clock: Clock;
  /** Running time without a sign of life after which the worker counts as lost. */
  readonly stallMs: number;
}

/**
 * A model in a worker of its own, which is what can be lost and given back as a whole: WebAssembly memory never shrinks, ONNX
 * Runtime keeps a lost GPU device, and transformers.js refuses all after one pass that failed (its passes are one chain of
 * promises, src/backends/onnx.js:281). So any failure is a loss.
 */
export class WorkerModel implements OnnxModel {
  readonly #host: Remote<ModelHost>;
  readonly #life: Lifeline;

  private constructor({ worker, clock, stallMs }: WorkerModelOptions) {
    this.#host = wrap<ModelHost>(worker);
    this.#life = new Lifeline({ clock, stallMs, end: () => worker.terminate() });
    worker.addEventListener('error', (event) => {
      const message = 'message' in event ? event.message : '';
      this.#life.lose(`The engine's worker broke: ${message || 'its script could not be loaded'}.`);
    });
  }

  /** Throws `engine-failed` where the model cannot be loaded; rejects with `signal.reason` when cancelled. */
  static async load(options: WorkerModelOptions, { signal }: { signal: AbortSignal }): Promise<WorkerModel> {
    const model = new WorkerModel(options);
    const { files, wasmUrl, backend, threads } = options;
    const onLost = proxy((reason: string) =>
      model.#life.lose(`The GPU gave up: ${reason || 'no reason given'}.`),
    );
    try {
      const loading = model.#host.load({ files, wasmUrl, backend, threads }, onLost);
      await untilAborted(model.#life.watched(loading), signal);
      return model;
    } catch (cause) {
      model.end();
      signal.throwIfAborted();
      throw new KingletError(
        'engine-failed',
        `The model could not be loaded: ${messageOf(cause)}. Reload the page, or choose a smaller model.`,
        { cause },
      );
    }
  }

  get loss(): KingletError | null {
    return this.#life.loss;
  }

  forward(ids: readonly number[]): Promise<Float32Array> {
    return this.#run(this.#host.forward(ids));
  }

  crop(length: number): Promise<number> {
    return this.#run(this.#host.crop(length));
  }

  end(): void {
    this.#life.lose('The model was unloaded.');
  }

  async #run<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await this.#life.watched(work);
    } catch (cause) {
      throw this.#life.lose(`The engine failed: ${messageOf(cause)}.`, cause);
    }
  }
}

function messageOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\.$/, '');
}
