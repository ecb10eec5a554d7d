import { execFile } from 'node:child_process';
import { cp, link, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { build, preview } from 'vite';
import { packageElement } from '../../scripts/package/package-element.ts';
import { at } from '../../scripts/package/workspace.ts';
import { modelPath } from './model-server.ts';

const run = promisify(execFile);

/** A site outside of this workspace, which has installed the packed tarball with npm. */
export interface ConsumerSite {
  /** With a slash at its end. `dist/` is what Vite built, `plain.html` a page that nothing has built. */
  readonly url: string;
  readonly folder: string;
  readonly tarball: string;
  /** Checks the site's own TypeScript against the installed types; rejects with what the compiler says. */
  typeCheck(): Promise<void>;
  remove(): Promise<void>;
}

/** Why npm cannot install here, where that is no fault of the package. */
export class NoRegistry extends Error {}

/** Packs, installs, builds and serves, the default model's file beside the catalogue. Rejects with NoRegistry where npm reaches none. */
export async function startConsumerSite(): Promise<ConsumerSite> {
  const folder = await mkdtemp(join(tmpdir(), 'kinglet-consumer-'));
  await cp(at('e2e/consumer-site'), folder, { recursive: true });
  const tarball = await packageElement({ site: at('dist'), to: at('.cache/packages') });
  await install(folder, tarball);
  const embed = join(folder, 'node_modules/@kinglet/element/dist/embed');
  for (const name of ['models', 'adapters']) {
    await cp(join(embed, name), join(folder, 'public', name), { recursive: true });
  }
  await build({ configFile: false, root: folder, base: '/dist/', logLevel: 'error' });
  await link(modelPath, join(folder, 'dist/models', basename(modelPath))).catch(() =>
    cp(modelPath, join(folder, 'dist/models', basename(modelPath))),
  );
  const server = await preview({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: {
      host: '127.0.0.1',
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the site has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    folder,
    tarball,
    async typeCheck() {
      await run(at('node_modules/.bin/tsc'), ['-p', folder]).catch(({ stdout }) => {
        throw new Error(String(stdout));
      });
    },
    async remove() {
      if ('closeAllConnections' in server.httpServer) server.httpServer.closeAllConnections();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function install(folder: string, tarball: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const options = [
    '--prefer-offline',
    '--fetch-retries',
    '1',
    '--no-audit',
    '--no-fund',
    '--loglevel',
    'error',
  ];
  await run('npm', ['install', ...options, tarball], { cwd: folder }).catch(({ stderr }) => {
    const text = String(stderr);
    throw /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(text)
      ? new NoRegistry(`npm reaches no registry: ${text}`)
      : new Error(text);
  });
}
