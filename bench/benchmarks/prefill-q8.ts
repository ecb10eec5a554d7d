import type { Benchmark } from '../harness/benchmark.ts';
import { defaultModelFile } from '../harness/default-model-file.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { median, number, summary } from '../harness/statistics.ts';

const rounds = 5;
const decodeTokens = 32;

export const prefillQ8: Benchmark = {
  name: 'prefill-q8',
  title:
    'prefill in WebAssembly of the Q8_0 copy that packages/gguf makes of the default model on the device',
  unit: 'x of the peer',
  peer: 'the downloaded file as it is: same engine, threads and prompts, in turn',
  goal: '>= 1.9',
  async run(context) {
    await ensureModel();
    const { name, sha256 } = await defaultModelFile();
    const page = await context.benchPage();
    const rates = await page.evaluate(([count, options]) => globalThis.bench.prefillQ8(count, options), [
      rounds,
      { modelUrl: `models/${name}`, sha256, decodeTokens },
    ] as const);
    const { source, q8, promptTokens, threads, requantiseMs, sourceBytes, q8Bytes } = rates;
    const megabytes = (bytes: number): string => `${number(bytes / 1e6)} MB`;
    return {
      value: median(q8.prefill) / median(source.prefill),
      facts: {
        Q8_0: summary(q8.prefill, 'tokens/s'),
        [name]: summary(source.prefill, 'tokens/s'),
        decode: `${summary(q8.decode, 'tokens/s')} against ${summary(source.decode, 'tokens/s')}: ${number(median(q8.decode) / median(source.decode))} x`,
        run: `${promptTokens} tokens, then ${decodeTokens}; ${threads} threads`,
        'making the copy': `${megabytes(sourceBytes)} to ${megabytes(q8Bytes)} in ${number(requantiseMs / 1000)} s`,
      },
    };
  },
};
