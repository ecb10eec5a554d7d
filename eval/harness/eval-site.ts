import { createReadStream, existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { type Site, serve } from '../../bench/harness/bench-site.ts';

const pageFolder = fileURLToPath(new URL('../page', import.meta.url));
const publicFolder = fileURLToPath(new URL('../../public', import.meta.url));

/**
 * Builds the evaluation's page into `outDir` and serves it cross-origin isolated, with `public/models` and
 * `public/adapters` beside it and `files` at their names.
 */
export async function startEvalSite(
  outDir: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const base = { configFile: false, root: pageFolder, publicDir: false, logLevel: 'error' } as const;
  await build({
    ...base,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 16_000 },
  });
  return serve({ ...base, build: { outDir }, plugins: [servedFiles(files)] });
}

function servedFiles(files: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'eval-files',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
        const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
        const isPublic = path.startsWith('/models/') || path.startsWith('/adapters/');
        const file = files[path.slice(1)] ?? (isPublic ? join(publicFolder, path) : undefined);
        if (file === undefined || !existsSync(file)) return next();
        createReadStream(file).pipe(response);
      });
    },
  };
}
