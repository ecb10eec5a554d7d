import { KingletError } from '@kinglet/spec';
import { createPolicy, type Policy } from './policy.ts';

let policy: Policy | undefined;

/** Marks a script's address as ours. Only addresses of this script's own origin pass: else `invalid-input`. */
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
  return address.href;
}
