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

/** Serves `dist/` at a free port, which it keeps. */
export async function startSite(): Promise<Site> {
  let server: PreviewServer | null = null;
  let port = 0;

  async function start(): Promise<void> {
    if (server) return;
    server = await preview({
      root,
      configFile: `${root}vite.config.ts`,
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
