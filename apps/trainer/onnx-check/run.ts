import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { startPageSite } from '../../../bench/harness/page-site.ts';
import { chromiumFlags, softwareGpuFlags } from '../../../scripts/chromium-flags.ts';
import { findChromium } from '../../../scripts/find-chromium.ts';
import { type Check, type CheckFile, readCheckFile } from './check-file.ts';
import type { Answer } from './page/main.ts';

/**
 * `npx -y pnpm@12 exec tsx apps/trainer/onnx-check/run.ts FOLDER [--device webgpu]`: what an ONNX export answers under
 * transformers.js in Chromium, beside what PyTorch answered. Status 1 where no reply is equal or a prompt has other tokens.
 */

const pageFolder = fileURLToPath(new URL('page', import.meta.url));

async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [`exported/${path.slice(folder.length + 1).replaceAll(sep, '/')}`, path]),
  );
}

async function askPage(
  folder: string,
  { checks, maxNewTokens }: CheckFile,
  device: 'wasm' | 'webgpu',
): Promise<readonly Answer[]> {
  const built = await mkdtemp(join(tmpdir(), 'kinglet-onnx-'));
  const site = await startPageSite(pageFolder, built, { files: await filesOf(folder), logLevel: 'error' });
  const args = device === 'webgpu' ? [...chromiumFlags, ...softwareGpuFlags] : chromiumFlags;
  const browser = await chromium.launch({ executablePath: await findChromium(), args });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`page: ${error.message}`));
    // Whatever is asked of another host would be a file that an offline device lacks.
    await page.route(
      (url) => url.protocol.startsWith('http') && !site.url.startsWith(url.origin),
      (route) => route.abort(),
    );
    await page.goto(site.url);
    await page.waitForFunction(() => 'onnxCheck' in globalThis);
    return await page.evaluate(
      ([prompts, limit, chosen]) => globalThis.onnxCheck.answers(prompts, limit, chosen),
      [checks.map(({ prompt }) => prompt), maxNewTokens, device] as const,
    );
  } finally {
    await browser.close();
    await site.close();
    await rm(built, { recursive: true, force: true });
  }
}

const isSame = (check: Check, answer: Answer) => check.ids.join() === answer.ids.join();

/** Prints each pair and resolves to whether the export passes. */
function report(checks: readonly Check[], found: readonly Answer[]): boolean {
  let equal = 0;
  let otherTokens = 0;
  for (const [index, answer] of found.entries()) {
    const check = checks[index];
    if (check === undefined) continue;
    const verdict = check.reply === answer.reply ? 'equal' : 'differs';
    if (verdict === 'equal') equal += 1;
    if (!isSame(check, answer)) otherTokens += 1;
    console.log(`${JSON.stringify(check.prompt)}\n  PyTorch         ${JSON.stringify(check.reply)}`);
    console.log(`  transformers.js ${JSON.stringify(answer.reply)}  ${verdict}`);
  }
  const tokens = found.reduce((sum, { newTokens }) => sum + newTokens, 0);
  const seconds = found.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  console.log(`${equal} of ${checks.length} replies equal, ${otherTokens} prompts with other tokens.`);
  console.log(
    `${tokens} tokens in ${seconds.toFixed(1)} s, prefill included: ${(tokens / seconds).toFixed(1)} tokens/s.`,
  );
  return equal > 0 && otherTokens === 0;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { device: { type: 'string', default: 'wasm' } },
});
const [named] = positionals;
const { device } = values;
if (named === undefined || (device !== 'wasm' && device !== 'webgpu')) {
  console.error(
    'Usage: run.ts FOLDER [--device wasm|webgpu], FOLDER as `kinglet_trainer export --onnx` wrote it.',
  );
  process.exit(2);
}
const folder = resolve(named);
const checkPath = join(folder, 'check.json');
if (!existsSync(checkPath)) {
  console.error(`There is no ${checkPath}. Name a folder that \`kinglet_trainer export --onnx\` wrote.`);
  process.exit(2);
}
const checkFile = await readCheckFile(checkPath);
process.exitCode = report(checkFile.checks, await askPage(folder, checkFile, device)) ? 0 : 1;
