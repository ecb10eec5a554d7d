import { rename, writeFile } from 'node:fs/promises';
import type { Catalogue } from '@kinglet/spec';

/** Writes the catalogue whole or not at all. Biome lays it out: run it afterwards. */
export async function writeCatalogue(path: string, catalogue: Catalogue): Promise<void> {
  await writeFile(`${path}.part`, `${JSON.stringify(catalogue, null, 2)}\n`);
  await rename(`${path}.part`, path);
}
