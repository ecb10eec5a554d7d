import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';
import type { Benchmark } from '../harness/benchmark.ts';

/** Names of the scripts that a module brings in before it runs, itself first. Dynamic imports are not among them. */
async function loadedWith(entry: string, seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const node of parseAst(await readFile(entry, 'utf8')).body) {
    const source = 'source' in node ? node.source?.value : undefined;
    if (typeof source === 'string') await loadedWith(join(dirname(entry), source), seen);
  }
  return seen;
}

/** The scripts beside a module that it asks for by `import()`, as the bundler writes it. */
async function importedBy(entry: string): Promise<readonly string[]> {
  const text = await readFile(entry, 'utf8');
  const found = [...text.matchAll(/\bimport\(["'`]([^"'`$]+)["'`]\)/g)].flatMap(([, path]) => path ?? []);
  if (found.length === 0) throw new Error(`${entry} imports nothing: the embed script is not as it was.`);
  return found.map((path) => join(dirname(entry), path));
}

export const embedSize: Benchmark = {
  name: 'embed-size',
  title:
    'the embed script and the element that it brings in, with all that both import, gzipped; no worker, engine or model',
  unit: 'kB',
  peer: 'none: a budget',
  goal: '<= 60',
  async run(context) {
    const { folder } = await context.builtApp();
    const entry = join(folder, 'embed.js');
    const files = await loadedWith(entry);
    for (const script of await importedBy(entry)) await loadedWith(script, files);
    const sizes = await Promise.all(
      Array.from(files, async (file) => gzipSync(await readFile(file), { level: 9 }).length),
    );
    const parts = Array.from(
      files,
      (file, index) => `${file.slice(folder.length + 1)} ${kilobytes(sizes[index] ?? 0)}`,
    );
    return {
      value: sizes.reduce((sum, size) => sum + size, 0) / 1000,
      facts: { files: parts.join(', ') },
    };
  },
};

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
