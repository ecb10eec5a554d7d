import type { Benchmark } from '../harness/benchmark.ts';
import { defaultModelFile } from '../harness/default-model-file.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { median, number, summary } from '../harness/statistics.ts';
import type { JumpTimes } from '../page/jump-ahead.ts';

const rounds = 3;

export const jumpAhead: Benchmark = {
  name: 'jump-ahead',
  title:
    'a call of tools-135m with three to five arguments, one completion for each value and what the grammar forces put into the prompt',
  unit: 'x faster than the peer',
  peer: 'one completion of the whole call under its grammar, same engine, prompt in the cache, in turn',
  goal: '>= 1.3',
  async run(context) {
    await ensureModel();
    const { name, sha256 } = await defaultModelFile();
    const page = await context.benchPage();
    const { bare, schemas, threads } = await page.evaluate(
      ([count, options]) => globalThis.bench.jumpAhead(count, options),
      [
        rounds,
        {
          ...{ modelUrl: `models/${name}`, sha256 },
          adapterUrls: { bare: 'adapters/builtin-135m.gguf', schemas: 'adapters/tools-135m.gguf' },
        },
      ] as const,
    );
    return {
      value: faster(schemas),
      facts: {
        'tools-135m': about(schemas),
        'builtin-135m': `${number(faster(bare))} x; ${about(bare)}`,
        run: `${threads} threads`,
      },
    };
  },
};

/** By call, since calls differ in length. */
function faster({ plainMs, jumpMs }: JumpTimes): number {
  return median(plainMs.map((plain, index) => plain / (jumpMs[index] ?? Number.NaN)));
}

function about({ plainMs, jumpMs, plainTokens, jumpTokens, completions, same, replies }: JumpTimes): string {
  const counts = `${median(jumpTokens)} of ${median(plainTokens)} tokens decoded one by one, in ${median(completions)} completions`;
  const other = replies.find(([plain, jumped]) => plain !== jumped);
  const difference = other === undefined ? '' : ` (${other[0]} became ${other[1]})`;
  return `${summary(jumpMs, 'ms')} against ${summary(plainMs, 'ms')}; ${counts}; ${same} of ${replies.length} the same${difference}`;
}
