import { trustedScriptUrl } from '@kinglet/element';

/**
 * Makes the app start with the network off. A newer version is fetched in the background and takes over when the page
 * is next opened, before anything runs in it: a page in use is never reloaded.
 */
export async function registerServiceWorker(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  try {
    const { waiting } = await serviceWorker.register(trustedScriptUrl(new URL('sw.js', document.baseURI)));
    if (!waiting || !serviceWorker.controller) return;
    serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage({ type: 'SKIP_WAITING' });
  } catch (thrown) {
    // Private windows and plain http refuse it: the app then needs the network at each start.
    console.warn('Kinglet will not start offline:', thrown);
  }
}
