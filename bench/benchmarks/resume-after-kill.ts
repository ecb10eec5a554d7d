import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ModelFile } from '@kinglet/spec';
import { fileServer } from '@kinglet/testkit/file-server';
import type { Page } from 'playwright';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { defaultModelFile } from '../harness/default-model-file.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { median, summary } from '../harness/statistics.ts';

const rounds = 3;
/** Of the server's line until the kill; after it the line is as fast as it can be. */
const bytesPerSecond = 12e6;

const loaders = {
  ours: 'downloadOurs',
  "wllama's loader": 'downloadWllama',
  'transformers.js': 'downloadTransformers',
  "web-llm's cache": 'downloadWebLlm',
} as const;

type Loader = keyof typeof loaders;

/** In percent of the file. */
interface Kill {
  /** What the server sent beyond the file's size, in both visits. */
  readonly twice: number;
  /** What it sent while the tab was being killed: from the order until the tab was gone. */
  readonly whileDying: number;
}

/** Kills the tab once the server has sent half of the file, and downloads again. */
async function killAndResume(
  context: BenchContext,
  content: Uint8Array,
  { file, loader }: { file: ModelFile; loader: Loader },
): Promise<Kill> {
  const pageUrl = (await context.benchPage()).url();
  const server = await fileServer(content);
  server.reply(() => ({ bytesPerSecond }));
  const open = async () => {
    const page = await context.newPage();
    await page.goto(pageUrl);
    await page.waitForFunction(() => 'bench' in globalThis);
    const run = page.evaluate(([name, what]) => globalThis.bench[name](what), [
      loaders[loader],
      { ...file, sources: [new URL(file.name, server.url).href] },
    ] as const);
    return { page, run };
  };
  try {
    const first = await open();
    const kill = await killer(first.page);
    let ended: unknown = null;
    first.run
      .then(() => Promise.reject(new Error('The download was over before half of it.')))
      .catch((error) => {
        ended = error;
      });
    while (server.sentBytes < content.length / 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (ended !== null) throw ended;
    }
    const orderedAt = server.sentBytes;
    await kill();
    const goneAt = server.sentBytes;
    server.reply(() => ({}));
    const second = await open();
    await second.run;
    await second.page.close();
    const percent = (bytes: number) => (100 * bytes) / content.length;
    return { twice: percent(server.sentBytes - content.length), whileDying: percent(goneAt - orderedAt) };
  } finally {
    await server.close();
  }
}

/** Ready before the moment comes: what is arranged then, is time in which the download goes on. */
async function killer(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  return async () => {
    const crash = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => {});
    await crash;
    await page.close();
  };
}

export const resumeAfterKill: Benchmark = {
  name: 'resume-after-kill',
  title: 'what is fetched twice of a model file when its tab is killed at 50% and opened again',
  unit: '% of the file',
  peer: 'the loaders of wllama, transformers.js and web-llm: same file, server, line and kill, in turn',
  goal: '<= 2',
  async run(context) {
    await ensureModel();
    const file = await defaultModelFile();
    const path = fileURLToPath(new URL(`../../public/models/${file.name}`, import.meta.url));
    const content = await readFile(path);
    const names = Object.keys(loaders) as Loader[];
    const kills = new Map<Loader, Kill[]>(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const loader of names) {
        kills.get(loader)?.push(await killAndResume(context, content, { file, loader }));
        console.error(`resume-after-kill: round ${round + 1} of ${rounds}, ${loader}`);
      }
    }
    const of = (loader: Loader, part: keyof Kill) => (kills.get(loader) ?? []).map((kill) => kill[part]);
    return {
      value: median(of('ours', 'twice')),
      facts: {
        ...Object.fromEntries(names.map((name) => [name, summary(of(name, 'twice'), '%')])),
        'of ours, sent while the tab was being killed': summary(of('ours', 'whileDying'), '%'),
      },
    };
  },
};
