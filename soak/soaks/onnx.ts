import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { startPageSite } from '../../bench/harness/page-site.ts';
import { chromiumFlags, softwareGpuFlags } from '../../scripts/chromium-flags.ts';
import { findChromium } from '../../scripts/find-chromium.ts';
import type { OnnxReply } from '../page/main.ts';
import type { Soak } from '../soak.ts';
import { exportedModel } from './onnx/exported-model.ts';

const tokens = 8;
const pageFolder = fileURLToPath(new URL('../page', import.meta.url));

export const onnx: Soak = {
  name: 'onnx',
  title: `the first ${tokens} likeliest tokens of SmolLM2-135M-Instruct in 4 bits, as the trainer exports it: WebGPU on SwiftShader against WebAssembly`,
  async run() {
    const [cpu, gpu] = await replies(await exportedModel());
    const isEqual = cpu.tokens === tokens && cpu.deltas.join('\0') === gpu.deltas.join('\0');
    return {
      held: isEqual && cpu.backend === 'wasm' && gpu.backend === 'webgpu',
      figures: { [cpu.backend]: figure(cpu), [gpu.backend]: figure(gpu) },
    };
  },
};

async function replies(files: Readonly<Record<string, string>>): Promise<readonly [OnnxReply, OnnxReply]> {
  const built = await mkdtemp(join(tmpdir(), 'kinglet-soak-'));
  const served = Object.entries(files).map(([path, onDisk]) => [`exported/${path}`, onDisk]);
  const site = await startPageSite(pageFolder, built, {
    files: Object.fromEntries(served),
    logLevel: 'error',
  });
  const args = [...chromiumFlags, ...softwareGpuFlags];
  const browser = await chromium.launch({ executablePath: await findChromium(), args });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`page: ${error.message}`));
    await page.goto(site.url);
    await page.waitForFunction(() => 'onnxSoak' in globalThis);
    const ask = (gpu: 'auto' | 'off') =>
      page.evaluate(([paths, on, count]) => globalThis.onnxSoak.reply(paths, on, count), [
        Object.keys(files),
        gpu,
        tokens,
      ] as const);
    return [await ask('off'), await ask('auto')];
  } finally {
    await browser.close();
    await site.close();
    await rm(built, { recursive: true, force: true });
  }
}

function figure({ deltas, tokens: written, seconds }: OnnxReply): string {
  return `${JSON.stringify(deltas.join(''))}, ${written} tokens in ${seconds.toFixed(1)} s, the prompt included`;
}
