import { wrap } from 'comlink';
import type { BareEngine } from './bare-engine.worker.ts';
import { q8Copy, siteFile } from './q8-copy.ts';

/** Milliseconds of a prefill with the first token, one value for each round. */
export interface SwitchTimes {
  readonly sameMs: number[];
  readonly switchedMs: number[];
  readonly promptTokens: number;
  readonly threads: number;
}

/** Prefills prompts as long, each afresh, with the adapter of the prompt before and with the other one in turn. */
export async function adapterSwitch(
  rounds: number,
  {
    modelUrl,
    sha256,
    adapterUrls,
  }: { modelUrl: string; sha256: string; adapterUrls: readonly [string, string] },
): Promise<SwitchTimes> {
  const { model } = await q8Copy(await siteFile(modelUrl), sha256);
  const threads = navigator.hardwareConcurrency;
  const worker = new Worker(new URL('./bare-engine.worker.ts', import.meta.url), { type: 'module' });
  const engine = wrap<BareEngine>(worker);
  try {
    const adapters = adapterUrls.map((url) => new URL(url, document.baseURI).href);
    await engine.load([URL.createObjectURL(model), ...adapters], { contextTokens: 512, threads });
    const times = { sameMs: [] as number[], switchedMs: [] as number[] };
    let promptTokens = 0;
    const timed = async (adapter: number, round: number): Promise<number> => {
      const startMs = performance.now();
      ({ promptTokens } = await engine.afresh(promptOf(round), 1, adapter));
      return performance.now() - startMs;
    };
    await timed(0, 0);
    for (let round = 0; round < rounds; round += 1) {
      const other = (round + 1) % 2;
      times.switchedMs.push(await timed(other, round));
      times.sameMs.push(await timed(other, round));
    }
    return { ...times, promptTokens, threads };
  } finally {
    worker.terminate();
  }
}

/** Other words each round, as many tokens. */
function promptOf(round: number): string {
  return `Step ${(round % 9) + 1}: what is 5 foot 11 in centimetres?`;
}
