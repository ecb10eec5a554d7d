import { median } from '../../bench/harness/statistics.ts';
import type { Soak } from '../soak.ts';
import type { Answer } from './gpu/answer.ts';
import { type GpuApp, openGpuApp } from './gpu/open-gpu-app.ts';

const crashes = 50;
/** A crash that comes after the last token hits nothing, and is made again. */
const mostTries = 2 * crashes;

export const gpu: Soak = {
  name: 'gpu',
  title: `${crashes} crashes of the GPU process while the app decodes, each in one answer of an ONNX model of random weights on SwiftShader's WebGPU`,
  async run() {
    const app = await openGpuApp();
    try {
      const whole = await app.answer({ crashes: false });
      const hit = await crashOften(app, whole);
      return {
        held: whole.backend === 'webgpu' && recoveredOf(hit, whole).length === crashes,
        figures: {
          recovered: resultText(hit, whole),
          compared: `${whole.text.length} characters of the answer, on ${whole.backend}`,
        },
      };
    } finally {
      await app.close();
    }
  },
};

/** Answers that lost their GPU on the way. */
async function crashOften(app: GpuApp, whole: Answer): Promise<readonly Answer[]> {
  const hit: Answer[] = [];
  for (let tries = 0; hit.length < crashes && tries < mostTries; tries += 1) {
    const answer = await app.answer({ crashes: true });
    if (answer.losses === 0) continue;
    hit.push(answer);
    if (hit.length % 10 === 0) console.log(resultText(hit, whole));
  }
  return hit;
}

/** Those that went on as if nothing had been. */
function recoveredOf(hit: readonly Answer[], whole: Answer): readonly Answer[] {
  return hit.filter(({ text, backend }) => text === whole.text && backend === whole.backend);
}

function resultText(hit: readonly Answer[], whole: Answer): string {
  const times = hit.map(({ recoveredMs }) => recoveredMs ?? Number.NaN).toSorted((a, b) => a - b);
  const p95 = times[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN;
  return `${recoveredOf(hit, whole).length} of ${hit.length} crashes; from the crash to the first token after it: median ${Math.round(median(times))} ms, p95 ${Math.round(p95)} ms, worst ${Math.round(times.at(-1) ?? Number.NaN)} ms`;
}
