import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type PreviewServer, preview } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The built folder, served as in production; can be stopped and started again at the same address. */
export interface Site {
  /** With a slash at its end. */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Looks at each request before the site does: to break, slow or count it. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Serves `dist/` at a free port, which it keeps. */
export async function startSite({ before }: { before?: Middleware } = {}): Promise<Site> {
  let server: PreviewServer | null = null;
  let port = 0;
  const plugins = before
    ? [
        {
          name: 'before',
          enforce: 'pre' as const,
          configurePreviewServer: (site: PreviewServer) => void site.middlewares.use(before),
        },
      ]
    : [];

  async function start(): Promise<void> {
    if (server) return;
    server = await preview({
      root,
      configFile: `${root}vite.config.ts`,
      logLevel: 'error',
      plugins,
      preview: { port, strictPort: port !== 0, host: '127.0.0.1' },
    });
    const address = server.httpServer.address();
    if (address === null || typeof address === 'string') throw new Error('the preview server has no port');
    port = address.port;
  }

  async function stop(): Promise<void> {
    const running = server;
    server = null;
    if (!running) return;
    if ('closeAllConnections' in running.httpServer) running.httpServer.closeAllConnections();
    await running.close();
  }

  await start();
  return { url: `http://127.0.0.1:${port}/`, start, stop };
}

/** A host that cannot set headers, such as the plainest static ones. */
export const withoutHeaders: Middleware = (_request, response, next) => {
  const setHeader = response.setHeader.bind(response);
  const withheld = /^(content-security-policy|cross-origin-|referrer-policy|x-content-type)/i;
  response.setHeader = (name, value) => (withheld.test(name) ? response : setHeader(name, value));
  next();
};
