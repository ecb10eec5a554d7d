import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Catalogue, KingletError } from '@kinglet/spec';
import { supplyModel } from '../../scripts/supply-model.ts';

const modelsFolder = new URL('../../public/models/', import.meta.url);

/** The base model's file. */
export interface BaseFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * The file named, else the catalogue's default model, brought in as `pnpm start` does. Throws `invalid-input` where the
 * file is not there.
 */
export async function findBase(path: string | undefined): Promise<BaseFile> {
  if (path === undefined) return defaultBase();
  if (!existsSync(path)) {
    throw new KingletError('invalid-input', `The base model ${path} is not there. Check the path of --base.`);
  }
  return { path, sha256: await sha256Of(path) };
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
  return { path: fileURLToPath(new URL(file.name, modelsFolder)), sha256: file.sha256 };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
