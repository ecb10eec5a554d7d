import { createReadStream, existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type PreviewServer, preview } from 'vite';

const publicFolder = fileURLToPath(new URL('../../public', import.meta.url));

export interface Site {
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Builds a page of ours into `outDir` and serves it cross-origin isolated, with `public/models` and `public/adapters` beside
 * it, which are read where they lie, and `files` at their names: name at the site to path on disk.
 */
export async function startPageSite(
  pageFolder: string,
  outDir: string,
  {
    files = {},
    logLevel = 'warn',
  }: { files?: Readonly<Record<string, string>>; logLevel?: 'warn' | 'error' } = {},
): Promise<Site> {
  const base = { configFile: false, root: pageFolder, publicDir: false, logLevel } as const;
  await build({
    ...base,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 16_000 },
  });
  return serve({ ...base, build: { outDir }, plugins: [servedFiles(files)] });
}

/** Serves a built folder by Vite's preview server at a free port. */
export async function serve(config: Parameters<typeof preview>[0]): Promise<Site> {
  const server = await preview({ ...config, preview: { port: 0, host: '127.0.0.1' } });
  return { url: `http://127.0.0.1:${portOf(server)}/`, close: () => closeServer(server) };
}

function portOf(server: PreviewServer): number {
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The preview server has no port.');
  return address.port;
}

/** Open connections would keep it for ever. */
async function closeServer(server: PreviewServer): Promise<void> {
  if ('closeAllConnections' in server.httpServer) server.httpServer.closeAllConnections();
  await server.close();
}

function servedFiles(files: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'page-files',
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
