import { readFile } from 'node:fs/promises';
import type { Catalogue } from '@kinglet/spec';
import type { Benchmark, Figure } from '../harness/benchmark.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { median, summary } from '../harness/statistics.ts';
import type { WarmVisits } from '../page/warm-load.ts';

const rounds = 5;

export const warmLoad: Benchmark = {
  name: 'warm-load',
  title:
    'from a stored default model to the first token of a reply, in a new worker: the copy that the app loads',
  unit: 'x faster than the peer',
  peer: "wllama's loadModelFromUrl from its cache (OPFS), as many threads, context and prompt, in turn",
  goal: '>= 2',
  async run(context) {
    await ensureModel();
    const catalogue = JSON.parse(await readFile('public/models/catalogue.json', 'utf8')) as Catalogue;
    const model = catalogue.models.find(({ id }) => id === catalogue.defaultModel);
    const name = model?.files[0]?.name;
    if (model === undefined || name === undefined) throw new Error('the default model has no file');
    const page = await context.benchPage();
    const visits = await page.evaluate(([count, options]) => globalThis.bench.warmLoad(count, options), [
      rounds,
      { model, modelUrl: `models/${name}` },
    ] as const);
    return figure(visits, { 'ours, the same file': visits.sameFile });
  },
};

export const warmLoadOnnx: Benchmark = {
  name: 'warm-load-onnx',
  title: 'the same of an ONNX model of 80 MB with random weights, in WebAssembly',
  unit: 'x faster than the peer',
  peer: "transformers.js' pipeline from its cache (Cache API), as many threads and prompt, in turn",
  goal: '>= 2',
  async run(context) {
    const page = await context.benchPage();
    const visits = await page.evaluate((count) => globalThis.bench.warmLoadOnnx(count), rounds);
    return figure(visits, {});
  },
};

function figure(
  { threads, ...visits }: WarmVisits,
  others: Readonly<Record<string, WarmVisits['ours']>>,
): Figure {
  const times = (list: WarmVisits['ours']) => list.map(({ firstTokenMs }) => firstTokenMs);
  const shown = { ours: visits.ours, ...others, peer: visits.peer };
  return {
    value: median(times(visits.peer)) / median(times(visits.ours)),
    facts: {
      ...Object.fromEntries(
        Object.entries(shown).map(([who, list]) => [who, `${summary(times(list), 'ms')}; ${stages(list)}`]),
      ),
      run: `${visits.ours[0]?.promptTokens} prompt tokens (peer: ${visits.peer[0]?.promptTokens}), ${threads} threads`,
    },
  };
}

/** Medians of what the time went into. */
function stages(list: WarmVisits['ours']): string {
  const of = (stage: 'openMs' | 'loadMs' | 'tokenMs') =>
    Math.round(median(list.map((visit) => visit[stage] ?? Number.NaN)));
  const open = list.some(({ openMs }) => openMs !== null) ? `file ${of('openMs')}, ` : '';
  return `${open}engine ${of('loadMs')}, prompt and token ${of('tokenMs')}`;
}
