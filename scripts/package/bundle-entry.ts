import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin, transformWithOxc } from 'vite';
import { at } from './workspace.ts';

const source = at('packages/element/src');

/** What the package's `dependencies` name stays an import; the workspace's own packages, which nobody publishes, go in. */
async function isExternal(): Promise<(id: string) => boolean> {
  const manifest = JSON.parse(await readFile(at('packages/element/package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const names = Object.keys(manifest.dependencies);
  return (id) => names.some((name) => id === name || id.startsWith(`${name}/`));
}

/** `page-worker.js` stays a file of its own that no bundler has touched: the site's bundler must find the worker in it. */
function packedWorker(): Plugin {
  return {
    name: 'kinglet-packed-worker',
    enforce: 'pre',
    resolveId: (id) => (id === './page-worker.ts' ? { id: './page-worker.js', external: 'relative' } : null),
  };
}

/** Writes the entry for sites with a bundler: `index.js`, what it brings in later, and the worker's `worker.js`. */
export async function bundleEntry(to: string, workerFile: string): Promise<void> {
  await build({
    configFile: false,
    root: source,
    logLevel: 'warn',
    publicDir: false,
    plugins: [packedWorker()],
    build: {
      outDir: resolve(to),
      emptyOutDir: false,
      target: 'es2023',
      minify: false,
      lib: { entry: join(source, 'package.ts'), formats: ['es'], fileName: 'index' },
      rolldownOptions: {
        external: await isExternal(),
        output: { entryFileNames: 'index.js', chunkFileNames: '[name].js' },
      },
    },
  });
  const path = join(source, 'client/packed-worker.ts');
  const { code } = await transformWithOxc(await readFile(path, 'utf8'), path, {
    define: { kingletWorkerFile: JSON.stringify(workerFile) },
    sourcemap: false,
  });
  await writeFile(join(to, 'page-worker.js'), code);
  await writeFile(join(to, 'worker.js'), `import './embed/assets/${workerFile}';\n`);
}
