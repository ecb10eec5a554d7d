/// <reference types="vite/client" />
/**
 * The one-script entry: `<script type="module" src="…/embed.js"></script>`, then `<kinglet-agent></kinglet-agent>`
 * anywhere on the page, as often as wanted, from any origin. Nothing starts before the first element is on the page.
 * docs/embedding.md has what a strict policy must allow.
 *
 * It brings the element in by a second script, so that a page whose policy stops that one still gets to hear why.
 */
import { defineBlocked } from './components/blocked/blocked.ts';

/** The folder that this script is served from; while developing, the server's root. */
const home = import.meta.env.DEV ? `${location.origin}/` : import.meta.url;

const frame = new URL('frame/', home).href;
const models = new URL('models/', home).href;

const blocked = defineBlocked(frame);
import('./embedded-agent.ts').then(({ defineAgent }) => defineAgent({ models, frame }), blocked);
