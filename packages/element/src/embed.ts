/// <reference types="vite/client" />
/**
 * The one-script entry: `<script type="module" src="…/embed.js"></script>`, then `<kinglet-agent></kinglet-agent>`
 * anywhere on the page, as often as wanted. Nothing starts before the first element is on the page.
 *
 * Under a strict CSP the page allows this script's origin in `script-src` with `'wasm-unsafe-eval'`, `worker-src`,
 * and `connect-src`; with `trusted-types`, the names `lit-html`, `kinglet-markdown` and `kinglet-url`.
 */
import { sharedClient } from './client/shared-client.ts';
import { KingletAgent } from './components/agent/agent.ts';
import { define } from './define.ts';

/** The folder that this script is served from; while developing, the server's root. */
const home = import.meta.env.DEV ? `${location.origin}/` : import.meta.url;

KingletAgent.makeClient = ({ models }) => sharedClient(new URL('catalogue.json', modelFolder(models)).href);
// Last, because it brings the tags to life that already stand on the page.
define('kinglet-agent', KingletAgent);

function modelFolder(models: string | null): URL {
  if (models === null) return new URL('models/', home);
  return new URL(models.endsWith('/') ? models : `${models}/`, document.baseURI);
}
