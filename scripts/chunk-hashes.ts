import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Catalogue, type FileChunks, KingletError, type ModelFile } from '@kinglet/spec';
import { mustRun } from './run-command.ts';
import { sha256File } from './sha256-file.ts';
import { writeCatalogue } from './write-catalogue.ts';

const usage = `Usage: tsx scripts/chunk-hashes.ts FILE

Hashes each 8 MiB of a model's file and writes the hashes into public/models/catalogue.json, at the file of this SHA-256:
a download then fetches a wrong chunk again alone.`;

const defaultChunkBytes = 8 * 1024 * 1024;

/** SHA-256 of each chunk of a file. */
async function chunkHashes(path: string, chunkBytes: number): Promise<FileChunks> {
  const { size } = await stat(path);
  const sha256: string[] = [];
  for (let start = 0; start < size; start += chunkBytes) {
    sha256.push(await sha256File(path, { start, end: start + chunkBytes - 1 }));
  }
  return { sizeBytes: chunkBytes, sha256 };
}

/**
 * Writes the hashes of the file's chunks into the catalogue, which changes whole or not at all.
 *
 * @throws KingletError `invalid-input` where no model has this file.
 */
export async function registerChunks(
  path: string,
  cataloguePath: string,
  chunkBytes = defaultChunkBytes,
): Promise<FileChunks> {
  const catalogue = JSON.parse(await readFile(cataloguePath, 'utf8')) as Catalogue;
  const sha256 = await sha256File(path);
  const isIt = (file: ModelFile) => file.sha256 === sha256;
  if (!catalogue.models.some(({ files }) => files.some(isIt))) {
    throw new KingletError(
      'invalid-input',
      `No model of ${cataloguePath} has a file of the SHA-256 ${sha256}. Add the model first, or bring its very file.`,
    );
  }
  const chunks = await chunkHashes(path, chunkBytes);
  const models = catalogue.models.map((model) => ({
    ...model,
    files: model.files.map((file) => (isIt(file) ? { ...file, chunks } : file)),
  }));
  await writeCatalogue(cataloguePath, { ...catalogue, models });
  return chunks;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [path, ...more] = process.argv.slice(2);
  if (path === undefined || more.length > 0) {
    console.log(usage);
    process.exitCode = 2;
  } else {
    try {
      const root = join(dirname(fileURLToPath(import.meta.url)), '..');
      const cataloguePath = join(root, 'public', 'models', 'catalogue.json');
      const { sha256 } = await registerChunks(path, cataloguePath);
      await mustRun(join(root, 'node_modules', '.bin', 'biome'), ['format', '--write', cataloguePath]);
      console.log(`Wrote the hashes of ${sha256.length} chunks.`);
    } catch (thrown) {
      console.error(thrown instanceof KingletError ? thrown.message : thrown);
      process.exitCode = 1;
    }
  }
}
