import { existsSync, openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentSha256, readHeader } from '@kinglet/gguf';
import { type Catalogue, KingletError } from '@kinglet/spec';
import { requantiseModel } from '../../scripts/requantise-model.ts';
import { sha256File } from '../../scripts/sha256-file.ts';
import { cacheFolder, supplyModel } from '../../scripts/supply-model.ts';

const modelsFolder = new URL('../../public/models/', import.meta.url);

/** The base model's file. */
export interface BaseFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * The file named, else the catalogue's default model, brought in as `pnpm start` does, as the copy in Q8_0 that the app
 * makes of it. Throws `invalid-input` where the file is not there.
 */
export async function findBase(path: string | undefined): Promise<BaseFile> {
  if (path === undefined) return defaultBase();
  if (!existsSync(path)) {
    throw new KingletError('invalid-input', `The base model ${path} is not there. Check the path of --base.`);
  }
  return { path, sha256: await sha256File(path) };
}

async function defaultBase(): Promise<BaseFile> {
  await supplyModel();
  const catalogue = JSON.parse(await readFile(new URL('catalogue.json', modelsFolder), 'utf8')) as Catalogue;
  const [file] = catalogue.models.find(({ id }) => id === catalogue.defaultModel)?.files ?? [];
  if (file === undefined) {
    throw new KingletError(
      'invalid-input',
      'The default model of the catalogue has no file. Name one: --base FILE.',
    );
  }
  const source = fileURLToPath(new URL(file.name, modelsFolder));
  const path = join(cacheFolder, `${basename(file.name, '.gguf')}.requantised.Q8_0.gguf`);
  if (!(await isCopyOf(path, file.sha256))) await requantiseModel(source, path);
  return { path, sha256: await sha256File(path) };
}

async function isCopyOf(path: string, sha256: string): Promise<boolean> {
  return existsSync(path) && parentSha256(await readHeader(await openAsBlob(path))) === sha256;
}
