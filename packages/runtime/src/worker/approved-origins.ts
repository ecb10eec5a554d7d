import type { Catalogue } from '@kinglet/spec';
import type { Settings } from '../shared/index.ts';
import type { EngineDrivers } from './models/engine-drivers.ts';

/**
 * Where the worker may fetch from: its own origin, the catalogue's, the model sources', the engines' own, the mirrors',
 * the endpoint's.
 */
export function approvedOrigins({
  own,
  catalogueUrl,
  catalogue: { models },
  settings,
  drivers,
}: {
  own: string;
  catalogueUrl: string;
  catalogue: Catalogue;
  settings: Settings;
  drivers: EngineDrivers;
}): ReadonlySet<string> {
  const addresses = [
    own,
    catalogueUrl,
    ...models.flatMap(({ files, unpinned = [] }) =>
      [...files, ...unpinned].flatMap(({ sources }) => sources),
    ),
    ...models.flatMap(({ adapters = [] }) => adapters.flatMap(({ file }) => file.sources)),
    ...models.flatMap(({ engine }) => drivers[engine].origins),
    ...settings.mirrors,
    ...(settings.remote && !settings.neverLeave ? [settings.remote.baseUrl] : []),
  ];
  return new Set(addresses.map((address) => new URL(address).origin));
}
