import type { Benchmark } from '../harness/benchmark.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { shareText } from '../harness/statistics.ts';
import { toolMessages } from '../tool-calls/messages.ts';
import { mistake } from '../tool-calls/mistake.ts';

export const toolCalls: Benchmark = {
  name: 'tool-calls',
  title:
    'messages for which worker and agent with the real model make the right call, or rightly none; talk is stopped at its first text, not judged',
  unit: 'of the messages',
  peer: 'none',
  goal: null,
  async run(context) {
    await ensureModel();
    const page = await context.benchPage();
    const texts = toolMessages.map(({ text }) => text);
    const made = await page.evaluate((all) => globalThis.bench.toolCalls(all), texts);
    const judged = toolMessages.map(({ text, wanted }, index) => ({
      text,
      isTalk: wanted === null,
      mistake: mistake(wanted, made[index] ?? []),
    }));
    const share = (some: typeof judged): string =>
      shareText(some.filter((each) => each.mistake === null).length, some.length);
    const misses = judged.flatMap(({ text, mistake }) =>
      mistake === null ? [] : [[text, mistake] as const],
    );
    return {
      value: 1 - misses.length / judged.length,
      facts: {
        all: share(judged),
        'one tool needed': share(judged.filter(({ isTalk }) => !isTalk)),
        'no tool needed': share(judged.filter(({ isTalk }) => isTalk)),
        ...Object.fromEntries(misses.map(([text, reason]) => [`missed "${text}"`, reason])),
      },
    };
  },
};
