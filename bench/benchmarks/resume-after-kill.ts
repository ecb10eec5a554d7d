import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ModelFile } from '@kinglet/spec';
import { fileServer } from '@kinglet/testkit/file-server';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { defaultModelFile } from '../harness/default-model-file.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { median, number } from '../harness/statistics.ts';

const rounds = 3;
/** Of each answer. */
const bytesPerSecond = 12e6;

/** Share of the file that the server sent beyond its size, when the tab is killed half way and the download starts again. */
async function fetchedTwice(
  context: BenchContext,
  content: Uint8Array,
  { file, scenario }: { file: ModelFile; scenario: 'downloadOurs' | 'downloadPeer' },
): Promise<number> {
  const pageUrl = (await context.benchPage()).url();
  const server = await fileServer(content);
  server.reply(() => ({ bytesPerSecond }));
  const open = async () => {
    const page = await context.newPage();
    await page.goto(pageUrl);
    await page.waitForFunction(() => 'bench' in globalThis);
    const run = page.evaluate(([name, what]) => globalThis.bench[name](what), [
      scenario,
      { ...file, sources: [new URL(file.name, server.url).href] },
    ] as const);
    return { page, run };
  };
  try {
    const killed = await open();
    let ended: unknown = null;
    killed.run
      .then(() => Promise.reject(new Error('The download was over before half of it.')))
      .catch((error) => {
        ended = error;
      });
    while (server.sentBytes < content.length / 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (ended !== null) throw ended;
    }
    const crash = killed.page.waitForEvent('crash');
    const session = await killed.page.context().newCDPSession(killed.page);
    session.send('Page.crash').catch(() => {});
    await crash;
    await killed.page.close();
    server.reply(() => ({}));
    const second = await open();
    await second.run;
    await second.page.close();
    return (server.sentBytes - content.length) / content.length;
  } finally {
    await server.close();
  }
}

export const resumeAfterKill: Benchmark = {
  name: 'resume-after-kill',
  title: 'share of a model file that is fetched twice when its tab is killed at 50% and opened again',
  unit: 'of the file',
  peer: "wllama's own loader: same file, server and kill, in turn",
  goal: '<= 0.02',
  async run(context) {
    await ensureModel();
    const file = await defaultModelFile();
    const path = fileURLToPath(new URL(`../../public/models/${file.name}`, import.meta.url));
    const content = await readFile(path);
    const ours: number[] = [];
    const peers: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await fetchedTwice(context, content, { file, scenario: 'downloadOurs' }));
      peers.push(await fetchedTwice(context, content, { file, scenario: 'downloadPeer' }));
    }
    return {
      value: median(ours),
      facts: {
        ours: ours.map(number).join(', '),
        "wllama's loader": peers.map(number).join(', '),
      },
    };
  },
};
