import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../apps/embed-demo/', import.meta.url));

export interface ForeignSite {
  /** With a slash at its end; another origin than Kinglet's. */
  readonly url: string;
  stop(): Promise<void>;
}

/** All that docs/embedding.md tells a strict site to allow, by directive. */
export function strictPolicy(kinglet: string): Readonly<Record<string, string>> {
  const { origin } = new URL(kinglet);
  return {
    'default-src': "'none'",
    'script-src': `'self' ${origin} 'wasm-unsafe-eval'`,
    'worker-src': 'blob:',
    'connect-src': origin,
    'style-src': "'self'",
    'img-src': 'data:',
    'require-trusted-types-for': "'script'",
    'trusted-types': 'lit-html dompurify kinglet-markdown kinglet-url default',
  };
}

/**
 * Serves apps/embed-demo from an origin of its own, as another site would that takes the script from `kinglet`. `tag` takes the
 * place of the element's tag, `script` runs on the page as a file of its own, `early` before all else.
 */
export async function startForeignSite({
  kinglet,
  policy = strictPolicy(kinglet),
  tag = '<kinglet-agent></kinglet-agent>',
  script = '',
  early = '',
}: {
  kinglet: string;
  policy?: Readonly<Record<string, string>>;
  tag?: string;
  script?: string;
  early?: string;
}): Promise<ForeignSite> {
  const csp = Object.entries(policy)
    .map((directive) => directive.join(' '))
    .join('; ');
  const server = createServer((request, response) => {
    const code = { '/shop.js': script, '/early.js': early }[request.url ?? ''];
    if (code !== undefined) {
      response.setHeader('Content-Type', 'text/javascript');
      response.end(code);
      return;
    }
    const name = request.url === '/page.css' ? 'page.css' : 'index.html';
    void readFile(`${folder}${name}`, 'utf8').then((text) => {
      response.setHeader('Content-Type', name.endsWith('css') ? 'text/css' : 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', csp);
      response.end(
        text
          .replace('../embed.js', `${kinglet}embed.js`)
          .replace('<kinglet-agent></kinglet-agent>', () => tag)
          .replace('<head>', '<head><script src="./early.js"></script>')
          .replace('</head>', '<script type="module" src="./shop.js"></script></head>'),
      );
    });
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the foreign site has no port');
  return {
    url: `http://localhost:${address.port}/`,
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
