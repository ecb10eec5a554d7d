import { KingletError } from '@kinglet/spec';
import { createPolicy, type Policy } from './policy.ts';

let policy: Policy | undefined;

/**
 * Marks a script's address as ours, for a worker. Only addresses of this script's own origin and of the page's pass, else
 * `invalid-input`. A browser starts no worker from another origin: for an address there it is one of a blob whose module
 * imports it, so the page's CSP must allow `worker-src blob:` and our origin in `script-src`.
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
  const allowed = [new URL(import.meta.url).origin, location.origin];
  if (!address.protocol.startsWith('http') || !allowed.includes(address.origin)) {
    throw new KingletError(
      'invalid-input',
      `A script from ${address.protocol}//${address.host} was refused: only ${allowed.join(' or ')} may run. Serve it from there.`,
    );
  }
  return address.origin === location.origin ? address.href : importing(address.href);
}

/**
 * The address of a module that imports another one. By `import()`, since a policy judges that by `script-src`, as it does
 * our other scripts; until it is done, messages are kept. A sandboxed page, which has no origin, can start such a worker too.
 */
function importing(href: string): string {
  const module = `const early = [];
const keep = (event) => early.push(event);
addEventListener('message', keep);
await import(${JSON.stringify(href)});
removeEventListener('message', keep);
for (const { data, ports } of early) dispatchEvent(new MessageEvent('message', { data, ports }));`;
  return URL.createObjectURL(new Blob([module], { type: 'text/javascript' }));
}
