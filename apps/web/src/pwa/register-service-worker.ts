import { trustedScriptUrl } from '@kinglet/element';

/**
 * Makes the app start with the network off. A newer version is fetched in the background and takes over at the next
 * visit: it never reloads a page in which something may be running.
 */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(trustedScriptUrl(new URL('sw.js', document.baseURI)));
  } catch (thrown) {
    // Private windows and plain http refuse it: the app then needs the network at each start.
    console.warn('Kinglet will not start offline:', thrown);
  }
}
