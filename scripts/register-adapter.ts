import { existsSync, openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type AdapterHeader, checkAdapter, readAdapter, readHeader } from '@kinglet/gguf';
import { type AdapterRecord, type Catalogue, KingletError, type ModelRecord } from '@kinglet/spec';
import { mustRun } from './run-command.ts';
import { sha256File } from './sha256-file.ts';
import { writeCatalogue } from './write-catalogue.ts';

const usage = `Usage: tsx scripts/register-adapter.ts public/adapters/FILE.gguf [--name TEXT] [--summary TEXT]

Checks a specialist against its base and writes its record into public/models/catalogue.json, in place of the one with
its id. Name and summary are taken from the options, else from the record that is there, else from the file's card.`;

export interface RegisterOptions {
  /** The folder that is served: has `models/catalogue.json` and the file. */
  readonly publicFolder: string;
  readonly name?: string | undefined;
  readonly summary?: string | undefined;
}

/**
 * Registers one specialist and gives its record. The catalogue changes whole or not at all.
 *
 * @throws KingletError `invalid-input` that says what is wrong with the file and what to do.
 */
export async function registerAdapter(path: string, options: RegisterOptions): Promise<AdapterRecord> {
  const { publicFolder } = options;
  const cataloguePath = join(publicFolder, 'models', 'catalogue.json');
  const catalogue = JSON.parse(await readFile(cataloguePath, 'utf8')) as Catalogue;
  const source = sourceOf(path, publicFolder);
  const file = await openAsBlob(path);
  const header = await readAdapter(file);
  const model = modelOf(header, catalogue);
  await checkBase(header, model, publicFolder);
  const before = model.adapters?.find(({ id }) => id === header.id);
  const record: AdapterRecord = {
    id: header.id,
    name: options.name ?? before?.name ?? textOf(header.card['name']) ?? header.id,
    format: header.format,
    tools: header.tools,
    baseSha256: header.baseSha256,
    rank: header.rank,
    licence: header.licence,
    summary: options.summary ?? before?.summary ?? textOf(header.card['summary']) ?? summaries[header.format],
    file: { name: basename(path), sizeBytes: file.size, sha256: await sha256File(path), sources: [source] },
  };
  const adapters = [...(model.adapters ?? [])];
  adapters.splice(before ? adapters.indexOf(before) : adapters.length, before ? 1 : 0, record);
  const models = catalogue.models.map((one) => (one === model ? { ...one, adapters } : one));
  await writeCatalogue(cataloguePath, { ...catalogue, models });
  return record;
}

const summaries = {
  bare: 'Knows its tools by heart, so that it answers in a moment.',
  schemas: 'Calls any tools that it is shown.',
} as const;

/** The file's address, relative to the catalogue's. */
function sourceOf(path: string, publicFolder: string): string {
  const inside = relative(resolve(publicFolder), resolve(path));
  if (!inside.startsWith('..'))
    return relative(join(resolve(publicFolder), 'models'), resolve(path))
      .split(sep)
      .join('/');
  throw new KingletError(
    'invalid-input',
    `${path} is not below ${publicFolder}, so no page could fetch it. Put it into ${join(publicFolder, 'adapters')}.`,
  );
}

function modelOf({ id, baseSha256 }: AdapterHeader, { models }: Catalogue): ModelRecord {
  const model = models.find(({ files }) => files[0]?.sha256 === baseSha256);
  if (model) return model;
  throw new KingletError(
    'invalid-input',
    `${id} was trained for the base ${baseSha256}, which no model of the catalogue is. Train it for one of them, or add that model first.`,
  );
}

async function checkBase(
  header: AdapterHeader,
  { files: [file] }: ModelRecord,
  publicFolder: string,
): Promise<void> {
  const path = join(publicFolder, 'models', file?.name ?? '');
  if (!existsSync(path)) {
    throw new KingletError(
      'invalid-input',
      `The base ${path} is not here, so the adapter cannot be checked against it. Run scripts/supply-model.ts first.`,
    );
  }
  checkAdapter(header, await readHeader(await openAsBlob(path)), await sha256File(path));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string' }, summary: { type: 'string' } },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    console.log(usage);
    process.exitCode = 2;
  } else {
    try {
      const publicFolder = join(dirname(fileURLToPath(import.meta.url)), '..', 'public');
      const { id, file, rank, format } = await registerAdapter(path, { publicFolder, ...values });
      const biome = join(publicFolder, '..', 'node_modules', '.bin', 'biome');
      await mustRun(biome, ['format', '--write', join(publicFolder, 'models', 'catalogue.json')]);
      console.log(
        `Registered ${id} (${format}, rank ${rank}, ${file.sizeBytes} bytes, SHA-256 ${file.sha256}).`,
      );
    } catch (thrown) {
      console.error(thrown instanceof KingletError ? thrown.message : thrown);
      process.exitCode = 1;
    }
  }
}
