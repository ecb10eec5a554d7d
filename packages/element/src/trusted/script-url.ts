import { importScript, KingletError } from '@kinglet/spec';
import { createPolicy, type Policy } from './policy.ts';

let policy: Policy | undefined;

/**
 * Marks a script's address as ours, for a worker. Only addresses of this script's own origin and of the page's pass, else
 * `invalid-input`. For an address of another origin than the page's it is one of a blob that imports it (`importScript`), so the
 * page's CSP must allow `worker-src blob:` and our origin in `script-src`.
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
  if (address.origin === origin) return address.href;
  return URL.createObjectURL(new Blob([importScript(address.href)], { type: 'text/javascript' }));
}
