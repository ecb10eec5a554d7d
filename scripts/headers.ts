import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';

type Headers = Readonly<Record<string, string>>;

/** `connect-src` is wide because endpoints are the user's choice: the worker enforces the list of approved origins. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
  "img-src 'self' blob: data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Every policy that may make trusted values: Lit's templates, DOMPurify, our Markdown sink, our worker addresses. */
const trustedTypes =
  "require-trusted-types-for 'script'; trusted-types lit-html dompurify kinglet-markdown kinglet-url";

/** Sent with every file. Any site may load them: they are public, and no answer depends on who asks. */
const fileHeaders: Headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Of documents. Not of worker scripts: emscripten's threads start workers from blobs without a policy. */
const documentPolicy = `${contentSecurityPolicy}; ${trustedTypes}; frame-ancestors 'none'`;
/** Of the one document that other sites may frame. It holds the agent and no more; in a sandbox its worker needs the policy `default`. */
const framePolicy = `${contentSecurityPolicy}; ${trustedTypes} default; frame-ancestors *`;

export const documentHeaders: Headers = { ...fileHeaders, 'Content-Security-Policy': documentPolicy };
const frameHeaders: Headers = { ...fileHeaders, 'Content-Security-Policy': framePolicy };

const documentPaths = ['/', '/index.html', '/embed-demo/', '/embed-demo/index.html'];
const framePaths = ['/frame/', '/frame/index.html'];

function headersFor(path: string): Headers {
  if (framePaths.some((frame) => path.endsWith(frame))) return frameHeaders;
  return path.endsWith('/') || path.endsWith('.html') ? documentHeaders : fileHeaders;
}

/**
 * Netlify and Cloudflare Pages. Of two rules for one header Cloudflare sends both values, joined by a comma, and of two
 * policies a browser enforces both; `netlify dev` sends the later one. So the document's policy stands whole.
 */
export function netlifyHeaders(): string {
  const lines = (headers: Headers) => Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  const policy = (value: string) => (path: string) => [path, `  Content-Security-Policy: ${value}`];
  const documents = documentPaths.flatMap(policy(documentPolicy));
  const frames = framePaths.flatMap(policy(framePolicy));
  return `${['/*', ...lines(fileHeaders), ...documents, ...frames].join('\n')}\n`;
}

function vercelJson(): string {
  const rule = (source: string, headers: Headers) => ({
    source,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  });
  const rules = [
    rule('/(.*)', fileHeaders),
    ...documentPaths.map((path) => rule(path, documentHeaders)),
    ...framePaths.map((path) => rule(path, frameHeaders)),
  ];
  return `${JSON.stringify({ headers: rules }, null, 2)}\n`;
}

export function nginxConf(): string {
  const lines = (headers: Headers) =>
    Object.entries(headers).map(([name, value]) => `  add_header ${name} "${value}" always;`);
  return `${[
    '# Inside server { }. nginx does not inherit add_header into a location that has its own.',
    '# Older mime.types do not know wasm; a types block of the server would take the place of all the others.',
    'location ~ \\.wasm$ {',
    '  types { }',
    '  default_type application/wasm;',
    ...lines(fileHeaders),
    '}',
    'location / {',
    ...lines(fileHeaders),
    '}',
    'location ~ (/|\\.html)$ {',
    ...lines(documentHeaders),
    '}',
    'location ^~ /frame/ {',
    ...lines(frameHeaders),
    '}',
  ].join('\n')}\n`;
}

/** Gives the preview server its headers and puts a sample header file for common static hosts into the build. */
export function headersPlugin(): Plugin {
  const setHeaders = (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    for (const [name, value] of Object.entries(headersFor(path))) response.setHeader(name, value);
    next();
  };
  return {
    name: 'kinglet-headers',
    configurePreviewServer(server) {
      server.middlewares.use(setHeaders);
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: netlifyHeaders() });
      this.emitFile({ type: 'asset', fileName: 'hosting/vercel.json', source: vercelJson() });
      this.emitFile({ type: 'asset', fileName: 'hosting/nginx.conf', source: nginxConf() });
    },
  };
}
