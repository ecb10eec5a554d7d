import type { ModelRecord } from '@kinglet/spec';
import { type Remote, wrap } from 'comlink';
import { tellProgress } from './tell-progress.ts';
import type { Stages, WarmLoader } from './warm-load.worker.ts';

/** One visit with a stored model. */
interface Visit extends Stages {
  /** From the start of a worker to the first token, as the page sees it. */
  readonly firstTokenMs: number;
}

export interface WarmVisits {
  /** Kinglet, what the app loads. */
  readonly ours: Visit[];
  /** Kinglet, the peer's very file; empty where that is what the app loads. */
  readonly sameFile: Visit[];
  /** The engine's own loader, from its own cache. */
  readonly peer: Visit[];
  readonly threads: number;
}

/**
 * Brings the default model into both stores, then loads it in turn and asks for one token, each time in a new worker. What Kinglet
 * loads in WebAssembly is the Q8_0 copy that it made of the file.
 */
export async function warmLoad(
  rounds: number,
  { model, modelUrl }: { model: ModelRecord; modelUrl: string },
): Promise<WarmVisits> {
  const url = new URL(modelUrl, document.baseURI).href;
  const threads = navigator.hardwareConcurrency;
  const here = { ...model, files: model.files.map((file) => ({ ...file, sources: [url] })) };
  const options = { contextTokens: model.contextTokens, threads };
  await inWorker(async (loader) => {
    await loader.store(here);
    await loader.storeForWllama(url);
  });
  return inTurn(rounds, threads, {
    ours: (loader) => loader.load(here, { ...options, isCopy: true }),
    sameFile: (loader) => loader.load(here, { ...options, isCopy: false }),
    peer: (loader) => loader.loadByWllama(url, options),
  });
}

/** The same of an ONNX model of 80 MB with random weights, against transformers.js and its cache. */
export async function warmLoadOnnx(rounds: number): Promise<WarmVisits> {
  const threads = navigator.hardwareConcurrency;
  const model = await inWorker((loader) => loader.storeOnnx());
  return inTurn(rounds, threads, {
    ours: (loader) => loader.loadOnnx(model, { contextTokens: 512, threads }),
    peer: (loader) => loader.loadByTransformers({ threads }),
  });
}

type Load = (loader: Remote<WarmLoader>) => Promise<Stages>;

async function inTurn(
  rounds: number,
  threads: number,
  ways: Readonly<Partial<Record<'ours' | 'sameFile' | 'peer', Load>>>,
): Promise<WarmVisits> {
  const visits: WarmVisits = { ours: [], sameFile: [], peer: [], threads };
  // The first round fills the browser's own caches, of compiled code too.
  for (let round = -1; round < rounds; round += 1) {
    for (const way of ['ours', 'peer', 'sameFile'] as const) {
      const load = ways[way];
      if (load === undefined) continue;
      const visit = await visited(load);
      if (round >= 0) visits[way].push(visit);
    }
    tellProgress(`warm-load: round ${round + 1} of ${rounds}`);
  }
  return visits;
}

async function visited(load: Load): Promise<Visit> {
  const startMs = performance.now();
  let firstTokenMs = Number.NaN;
  const stages = await inWorker(async (loader) => {
    const told = await load(loader);
    firstTokenMs = performance.now() - startMs;
    return told;
  });
  return { ...stages, firstTokenMs };
}

async function inWorker<T>(work: (loader: Remote<WarmLoader>) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('./warm-load.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await work(wrap<WarmLoader>(worker));
  } finally {
    worker.terminate();
  }
}
