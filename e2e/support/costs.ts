import { readFileSync } from 'node:fs';
import type { Catalogue } from '@kinglet/spec';

const catalogue = JSON.parse(
  readFileSync(new URL('../../public/models/catalogue.json', import.meta.url), 'utf8'),
) as Catalogue;
const model = catalogue.models.find(({ id }) => id === catalogue.defaultModel);
if (!model) throw new Error(`The catalogue has no model ${catalogue.defaultModel}.`);

/** Hash of the default model's file: what its specialists are trained for. */
export const baseSha256 = model.files[0]?.sha256 ?? '';

const { sizeBytes, memoryBytes, preparedBytes, adapters = [] } = model;
if (sizeBytes === null || memoryBytes === null || preparedBytes === undefined) {
  throw new Error('The catalogue does not say what its default model takes.');
}
const adapterBytes = adapters.reduce((sum, { file }) => sum + file.sizeBytes, 0);
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** What the default model takes on a device without a GPU, as the page writes it. */
export const costs = {
  download: megabytes(sizeBytes + adapterBytes),
  disk: megabytes(sizeBytes + adapterBytes + preparedBytes),
  memory: megabytes(memoryBytes + adapterBytes + preparedBytes - sizeBytes),
};
