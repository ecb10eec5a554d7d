import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../run-command.ts';
import { bundleEntry } from './bundle-entry.ts';
import { copyTypes } from './copy-types.ts';
import { elementManifest } from './element-manifest.ts';
import { copyEmbedFolder } from './embed-folder.ts';
import { at } from './workspace.ts';

/**
 * Makes the npm package `@kinglet/element` of a built site, and packs it into the folder `to`, which is emptied first. Resolves to the
 * tarball's path.
 */
export async function packageElement({ site, to }: { site: string; to: string }): Promise<string> {
  const dist = at('packages/element/dist');
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const worker = await copyEmbedFolder(site, join(dist, 'embed'));
  await bundleEntry(dist, worker);
  await mustRun(at('node_modules/.bin/tsc'), ['-b', at('packages/element')]);
  await copyTypes('element/package.d.ts', join(dist, 'types'));
  await writeFile(
    join(dist, 'custom-elements.json'),
    `${JSON.stringify(await elementManifest(), null, 2)}\n`,
  );
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const pack = ['pack', '--silent', '--pack-destination', resolve(to)];
  await mustRun('npx', ['-y', 'pnpm@12', '--dir', at('packages/element'), ...pack]);
  const [tarball] = (await readdir(to)).filter((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error(`pnpm packed nothing into ${to}.`);
  return join(to, tarball);
}
