import type { BootOptions } from '../shared/index.ts';
import type { ClientOptions } from './client-options.ts';

/** What a worker that this page starts is told of the page. */
export function bootOptions(
  { catalogueUrl, frameUrl, site }: Pick<ClientOptions, 'catalogueUrl' | 'frameUrl' | 'site'>,
  crashedModelId: string | null,
): Omit<BootOptions, 'lifeLock'> {
  const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions();
  return {
    catalogueUrl: new URL(catalogueUrl, document.baseURI).href,
    timeZone,
    locale: navigator.language || locale,
    ...(crashedModelId ? { crashedModelId } : {}),
    ...(frameUrl ? { frameUrl } : {}),
    ...(site?.modelId ? { siteModelId: site.modelId } : {}),
  };
}
