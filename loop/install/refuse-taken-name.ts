import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Catalogue, KingletError } from '@kinglet/spec';
import { readPolicy } from './policy-path.ts';

/** Throws `invalid-input` where the id is that of a specialist that no rule names: it came with the app, and stays. */
export async function refuseTakenName(id: string, publicFolder: string): Promise<void> {
  const text = await readFile(join(publicFolder, 'models', 'catalogue.json'), 'utf8');
  const { models } = JSON.parse(text) as Catalogue;
  const { rules } = await readPolicy(publicFolder);
  const isListed = models.some(({ adapters = [] }) => adapters.some((adapter) => adapter.id === id));
  if (!isListed || rules.some(({ adapter }) => adapter === id)) return;
  throw new KingletError(
    'invalid-input',
    `${id} is a specialist of the catalogue that no log made. Give the new one another name with --task.`,
  );
}
