import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Beside the scripts; the model's own file is not among them: it comes from the catalogue's other sources. */
const folders = ['frame', 'adapters'] as const;
const models = ['catalogue.json', 'router-policy.json'] as const;

/**
 * Copies what a page needs that takes the embed script from the folder of a built site: the scripts with all that they name, the frame, the
 * catalogue, the specialists. What only the app has stays behind. Resolves to the worker's file name.
 */
export async function copyEmbedFolder(site: string, to: string): Promise<string> {
  const files = await reachable(site, 'embed.js');
  for (const file of files) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await cp(join(site, file), join(to, file));
  }
  for (const folder of folders) await cp(join(site, folder), join(to, folder), { recursive: true });
  await mkdir(join(to, 'models'), { recursive: true });
  for (const file of models) await cp(join(site, 'models', file), join(to, 'models', file));
  const workers = files.map((file) => basename(file)).filter((name) => /^main-[\w-]+\.js$/.test(name));
  const [worker] = workers;
  if (!worker || workers.length > 1)
    throw new Error(`One worker was expected in ${site}, not ${workers.length}.`);
  return worker;
}

/** The file and those of `assets/` whose hashed names stand in it or in what it names. */
async function reachable(site: string, entry: string): Promise<readonly string[]> {
  const assets = await readdir(join(site, 'assets'));
  const found = [entry];
  for (const file of found) {
    if (!file.endsWith('.js')) continue;
    const text = await readFile(join(site, file), 'utf8');
    const named = assets.filter((name) => text.includes(name)).map((name) => `assets/${name}`);
    found.push(...named.filter((name) => !found.includes(name)));
  }
  return found;
}
