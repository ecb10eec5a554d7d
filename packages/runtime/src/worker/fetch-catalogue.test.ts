import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { openKeyValues } from './key-values.ts';

const url = 'https://kinglet.example/models/catalogue.json';
const catalogue = {
  version: 1,
  defaultModel: 'tiny',
  models: [
    {
      id: 'tiny',
      name: 'Tiny',
      engine: 'wllama',
      licence: null,
      sizeBytes: 5,
      memoryBytes: null,
      contextTokens: 128,
      files: [],
      requires: [],
      summary: 'Tiny.',
    },
  ],
};
const { signal } = new AbortController();
const offline = async () => {
  throw new TypeError('Failed to fetch');
};

describe('fetchCatalogue', () => {
  it('gives the one of the last visit when offline, or when the server answers nonsense', async () => {
    const values = await openKeyValues('catalogue-offline', { denied: () => {} });
    const online = async () => Response.json(catalogue);
    await fetchCatalogue(url, { fetch: online, values, signal });
    values.close();
    const later = await openKeyValues('catalogue-offline', { denied: () => {} });
    for (const fetch of [offline, async () => new Response('<html>')]) {
      await expect(fetchCatalogue(url, { fetch, values: later, signal })).resolves.toMatchObject({
        defaultModel: 'tiny',
      });
    }
  });

  it.each([
    ['offline', offline],
    ['404', async () => new Response('', { status: 404 })],
    ['a web page', async () => new Response('<html>')],
    ['a catalogue of another shape', async () => Response.json({ version: 9 })],
  ])('says what is wrong on a first visit: %s', async (what, fetch) => {
    const values = await openKeyValues(`catalogue-first-${what}`, { denied: () => {} });
    await expect(fetchCatalogue(url, { fetch, values, signal })).rejects.toMatchObject({
      code: 'model-source',
    });
  });
});
