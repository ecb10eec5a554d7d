import { readFile } from 'node:fs/promises';
import type { Catalogue, ModelFile } from '@kinglet/spec';

/** The file of the catalogue's default model, in `public/models`. */
export async function defaultModelFile(): Promise<ModelFile> {
  const catalogue = JSON.parse(await readFile('public/models/catalogue.json', 'utf8')) as Catalogue;
  const file = catalogue.models.find(({ id }) => id === catalogue.defaultModel)?.files[0];
  if (file === undefined) throw new Error('the default model of public/models/catalogue.json has no file');
  return file;
}
