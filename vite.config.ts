import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { documentHeaders, headersPlugin } from './scripts/headers.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const embedEntry = at('packages/element/src/embed.ts');
/** Pages that no build touches, by their folder at the site: all that they have of Kinglet is the embed script. */
const plainPages = {
  'embed-demo': { folder: at('apps/embed-demo'), files: ['index.html', 'page.css'] },
  frame: { folder: at('apps/web/frame'), files: ['index.html', 'frame.css'] },
};

/** Threads in WebAssembly need a cross-origin isolated page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: at('apps/web'),
  base: './',
  publicDir: at('public'),
  cacheDir: at('node_modules/.vite'),
  server: { headers: isolation },
  worker: { format: 'es' },
  build: {
    outDir: at('dist'),
    emptyOutDir: true,
    target: ['chrome125', 'firefox128', 'safari17.5'],
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: { index: at('apps/web/index.html'), embed: embedEntry },
      output: {
        entryFileNames: ({ name }) => (name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  plugins: [embeddingPages(), headersPlugin(), pwa()],
});

/** Serves the plain pages beside the app, while developing and in the build. */
function embeddingPages(): Plugin {
  return {
    name: 'kinglet-embedding-pages',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        const path = request.url?.split('?')[0] ?? '';
        if (path === '/embed.js') request.url = `/@fs${embedEntry}`;
        for (const [name, { folder }] of Object.entries(plainPages)) {
          if (!path.startsWith(`/${name}/`)) continue;
          request.url = `/@fs${folder}/${path.slice(name.length + 2) || 'index.html'}`;
        }
        next();
      });
    },
    generateBundle() {
      for (const [name, { folder, files }] of Object.entries(plainPages)) {
        for (const file of files) {
          const source = readFileSync(`${folder}/${file}`, 'utf8');
          this.emitFile({ type: 'asset', fileName: `${name}/${file}`, source });
        }
      }
    },
  };
}

/** Precaches all but the models, so that the app starts cold with the network off. Our own code registers it. */
function pwa() {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'service-worker',
    filename: 'sw.ts',
    registerType: 'prompt',
    injectRegister: null,
    manifest: {
      id: './',
      name: 'Kinglet',
      short_name: 'Kinglet',
      description: 'A small assistant that runs on your own device.',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#fbfaf7',
      theme_color: '#fbfaf7',
      icons: [
        { src: 'icons/kinglet.svg', sizes: 'any', type: 'image/svg+xml' },
        { src: 'icons/kinglet-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/kinglet-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icons/kinglet-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    },
    injectManifest: {
      globPatterns: ['**/*.{js,css,html,svg,png,wasm}', 'models/*.json'],
      // web-llm's 6 MB, the 28 MB of transformers.js and the sandbox of the user's own tools are kept when they are first used: most devices never do.
      globIgnores: [
        'models/*.gguf',
        'embed-demo/**',
        'frame/**',
        'assets/lib-*.js',
        'assets/transformers-worker-*.js',
        'assets/ort-wasm-*',
        'assets/sandbox-worker-*.js',
        'assets/emscripten-module-*.wasm',
      ],
      maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
      manifestTransforms: [(entries) => ({ manifest: entries.map(withHeaders), warnings: [] })],
    },
  });
}

/** A precached document keeps the headers it came with, so a change of headers makes it a new revision. */
function withHeaders<T extends { url: string; revision: string | null }>(entry: T): T {
  if (!entry.url.endsWith('.html')) return entry;
  const text = `${entry.revision}${JSON.stringify(documentHeaders)}`;
  return { ...entry, revision: createHash('sha256').update(text).digest('hex').slice(0, 32) };
}
