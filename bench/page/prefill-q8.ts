import { wrap } from 'comlink';
import type { BareEngine } from './bare-engine.worker.ts';
import { q8Copy, siteFile } from './q8-copy.ts';

const contextTokens = 1024;

/** Tokens per second of one file, one value for each round. */
interface FileRates {
  readonly prefill: number[];
  readonly decode: number[];
}

export interface PrefillRates {
  readonly source: FileRates;
  readonly q8: FileRates;
  readonly promptTokens: number;
  readonly threads: number;
  /** From the source in memory to its Q8_0 copy in memory. */
  readonly requantiseMs: number;
  readonly sourceBytes: number;
  readonly q8Bytes: number;
}

/** Lets two engines, one on the file as it is and one on its Q8_0 copy, prefill and continue the same prompts in turn. */
export async function prefillQ8(
  rounds: number,
  { modelUrl, sha256, decodeTokens }: { modelUrl: string; sha256: string; decodeTokens: number },
): Promise<PrefillRates> {
  const source = await siteFile(modelUrl);
  const copy = await q8Copy(source, sha256);
  const threads = navigator.hardwareConcurrency;
  const workers = [source, copy.model].map(
    () => new Worker(new URL('./bare-engine.worker.ts', import.meta.url), { type: 'module' }),
  );
  try {
    const engines = await Promise.all(
      [source, copy.model].map(async (model, index) => {
        const engine = wrap<BareEngine>(workers[index] as Worker);
        await engine.load([URL.createObjectURL(model)], { contextTokens, threads });
        await engine.afresh('Hello', 1);
        return { engine, rates: { prefill: [], decode: [] } as FileRates };
      }),
    );
    let promptTokens = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const { engine, rates } of engines) {
        const run = await engine.afresh(promptOf(round), decodeTokens);
        promptTokens = run.promptTokens;
        rates.prefill.push(run.prefillTokensPerSecond);
        rates.decode.push(run.tokensPerSecond);
      }
    }
    const [first, second] = engines;
    if (first === undefined || second === undefined) throw new Error('two engines are needed');
    const sizes = { sourceBytes: source.size, q8Bytes: copy.model.size };
    return {
      ...{ source: first.rates, q8: second.rates, promptTokens, threads },
      ...{ requantiseMs: copy.durationMs, ...sizes },
    };
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

/** About 250 tokens of a kind that an agent's step has; other words each round, as long. */
function promptOf(round: number): string {
  const tools =
    'convert(quantity: string, unit: string): converts a measure such as 5 foot 11 to another unit. ';
  return `Step ${round + 5}. ${tools.repeat(9)}\nWhat is 5 foot 11 in centimetres?`;
}
