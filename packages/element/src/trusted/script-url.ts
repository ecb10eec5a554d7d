import { KingletError } from '@kinglet/spec';
import { createPolicy, type Policy } from './policy.ts';

let policy: Policy | undefined;

/**
 * Marks a script's address as ours, for a worker. Only addresses of this script's own origin and of the page's pass, else
 * `invalid-input`. A browser starts no worker from another origin: for an address there it is one of a blob whose classic
 * script imports it, so the page's CSP must allow `worker-src blob:` and our origin in `script-src`.
 */
export function trustedScriptUrl(url: string | URL): string {
  policy ??= createPolicy('kinglet-url', {
    createHTML() {
      throw new TypeError('The policy kinglet-url makes no HTML.');
    },
    createScriptURL: ownScript,
  });
  return policy.createScriptURL(String(url));
}

function ownScript(url: string): string {
  const address = new URL(url, document.baseURI);
  const allowed = [new URL(import.meta.url).origin, origin];
  if (!address.protocol.startsWith('http') || !allowed.includes(address.origin)) {
    throw new KingletError(
      'invalid-input',
      `A script from ${address.protocol}//${address.host} was refused: only ${allowed.join(' or ')} may run. Serve it from there.`,
    );
  }
  return address.origin === origin ? address.href : importing(address.href);
}

/**
 * The address of a classic script that imports a module: Chromium starts no module worker from a blob in a sandboxed page.
 * By `import()`, since a policy judges that by `script-src`, as it does our other scripts; until it is done, messages are kept.
 */
function importing(href: string): string {
  const script = `const early = [];
const keep = (event) => early.push(event);
addEventListener('message', keep);
import(${JSON.stringify(href)}).then(() => {
  removeEventListener('message', keep);
  for (const { data, ports } of early) dispatchEvent(new MessageEvent('message', { data, ports }));
}, (error) => setTimeout(() => { throw error; }));`;
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}
