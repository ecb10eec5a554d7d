import { existsSync, openAsBlob } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AdapterHeader, checkAdapter, readAdapter, readHeader } from '@kinglet/gguf';
import { KingletError } from '@kinglet/spec';
import type { BaseFile } from './base-file.ts';

const adaptersFolder = fileURLToPath(new URL('../../public/adapters', import.meta.url));

/** An adapter's file, validated. */
export interface AdapterFile {
  readonly path: string;
  readonly header: AdapterHeader;
}

/**
 * The adapter of a name of `public/adapters` or of a file's path; null for `none`. Throws `invalid-input` where there is
 * none, or it is not usable on this base.
 */
export async function findAdapter(name: string, base: BaseFile): Promise<AdapterFile | null> {
  if (name === 'none') return null;
  const inFolder = join(adaptersFolder, `${name}.gguf`);
  const path = existsSync(inFolder) ? inFolder : name;
  if (!existsSync(path)) throw await unknown(name);
  const header = await readAdapter(await openAsBlob(path));
  checkAdapter(header, await readHeader(await openAsBlob(base.path)), base.sha256);
  return { path, header };
}

async function unknown(name: string): Promise<KingletError> {
  const files = existsSync(adaptersFolder) ? await readdir(adaptersFolder) : [];
  const names = files.filter((file) => file.endsWith('.gguf')).map((file) => file.slice(0, -'.gguf'.length));
  return new KingletError(
    'invalid-input',
    `There is no adapter ${name}: neither in public/adapters (${names.sort().join(', ') || 'empty'}) nor as a file. Name one of these, a .gguf file, or none for the base model.`,
  );
}
