interface TrustedTypes {
  createPolicy(name: 'default', rules: { createScriptURL(url: string): string | null }): unknown;
}

/**
 * A worker from a blob has the policy of the page that started it. Where that requires Trusted Types, the engines' own
 * workers, which are blobs too, could not start: the realm's default policy lets blobs pass and nothing else. The page
 * must allow its name, `default`. Emscripten's threads are realms of their own, so threads cannot start there.
 *
 * @returns whether the realm requires Trusted Types.
 */
export function openTrustedRealm(): boolean {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined || location.protocol !== 'blob:' || !requiresTypes()) return false;
  try {
    trustedTypes.createPolicy('default', {
      createScriptURL: (url) => (url.startsWith('blob:') ? url : null),
    });
  } catch {
    // The page does not allow the name; the violation is told by watch-policy.ts.
  }
  return true;
}

/** There is no asking: a plain address is tried. */
function requiresTypes(): boolean {
  const address = URL.createObjectURL(new Blob([''], { type: 'text/javascript' }));
  try {
    new Worker(address).terminate();
    return false;
  } catch {
    return true;
  } finally {
    URL.revokeObjectURL(address);
  }
}
