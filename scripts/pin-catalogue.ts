import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Catalogue, UnpinnedFile } from '@kinglet/spec';
import { askHub, type HubFile } from './hub-file.ts';
import { mustRun } from './run-command.ts';
import { writeCatalogue } from './write-catalogue.ts';

const usage = `Usage: tsx scripts/pin-catalogue.ts [--check]

Asks the hub for each file of public/models/catalogue.json: writes the size and the SHA-256 that are null there, and the
commit in place of a branch's name. A value that is there and that the hub contradicts is named and never overwritten.
With --check it writes nothing, and fails where there is anything to write.`;

const hubAddress = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+\/resolve\/)([^/]+)(\/.+)$/;

/** What was asked of the hub and what came of it, each a line for people. */
export interface PinReport {
  readonly written: readonly string[];
  /** Where the hub says something else, or nothing. */
  readonly problems: readonly string[];
}

/** Pins what is not pinned. The catalogue's file changes whole or not at all, and not with `check`. */
export async function pinCatalogue(path: string, { check }: { check: boolean }): Promise<PinReport> {
  const catalogue = JSON.parse(await readFile(path, 'utf8')) as Catalogue;
  const written: string[] = [];
  const problems: string[] = [];
  const models = [];
  for (const model of catalogue.models) {
    const files = [];
    for (const file of model.files as readonly UnpinnedFile[]) {
      const { pinned, changes } = await pinFile(file).catch((error: Error) => {
        problems.push(`${model.id}: ${error.message}`);
        return { pinned: file, changes: [] };
      });
      for (const { field, from, to } of changes) {
        if (from === null) written.push(`${model.id}: ${field} of ${file.name} is ${to}`);
        else problems.push(`${model.id}: ${field} of ${file.name} is ${from} here and ${to} at the hub`);
      }
      files.push(pinned);
    }
    models.push({ ...model, files, sizeBytes: sizeOf(files) ?? model.sizeBytes });
  }
  if (!check && written.length > 0) await writeCatalogue(path, { ...catalogue, models } as Catalogue);
  return { written, problems };
}

interface Change {
  readonly field: 'sizeBytes' | 'sha256' | 'revision';
  /** Null where it was not pinned. */
  readonly from: string | number | null;
  readonly to: string | number;
}

async function pinFile(file: UnpinnedFile): Promise<{ pinned: UnpinnedFile; changes: readonly Change[] }> {
  const source = file.sources.find((address) => hubAddress.test(address));
  if (source === undefined) return { pinned: file, changes: [] };
  const hub = await askHub(source);
  const [, , revision = ''] = hubAddress.exec(source) ?? [];
  const isCommit = /^[0-9a-f]{40}$/.test(revision);
  const changes: readonly Change[] = [
    { field: 'sizeBytes', from: file.sizeBytes, to: hub.sizeBytes },
    { field: 'sha256', from: file.sha256, to: hub.sha256 },
    { field: 'revision', from: isCommit ? revision : null, to: hub.revision },
  ];
  const pinned = {
    ...file,
    sizeBytes: file.sizeBytes ?? hub.sizeBytes,
    sha256: file.sha256 ?? hub.sha256,
    sources: file.sources.map((address) =>
      address === source && !isCommit ? atCommit(address, hub) : address,
    ),
  };
  return { pinned, changes: changes.filter(({ from, to }) => from !== to) };
}

function atCommit(address: string, { revision }: HubFile): string {
  return address.replace(hubAddress, (_all, before, _branch, after) => `${before}${revision}${after}`);
}

/** Null where a size is not known, and where there are no files of ours. */
function sizeOf(files: readonly UnpinnedFile[]): number | null {
  const sizes = files.map(({ sizeBytes }) => sizeBytes);
  if (sizes.length === 0) return null;
  return sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [option, ...more] = process.argv.slice(2);
  if (more.length > 0 || (option !== undefined && option !== '--check')) {
    console.log(usage);
    process.exitCode = 2;
  } else {
    const root = join(dirname(fileURLToPath(import.meta.url)), '..');
    const path = join(root, 'public', 'models', 'catalogue.json');
    const check = option === '--check';
    const { written, problems } = await pinCatalogue(path, { check });
    if (!check && written.length > 0)
      await mustRun(join(root, 'node_modules', '.bin', 'biome'), ['format', '--write', path]);
    for (const line of [...written, ...problems]) console.log(line);
    if (problems.length > 0 || (check && written.length > 0)) process.exitCode = 1;
    else console.log(written.length > 0 ? 'Pinned.' : 'All is pinned, and the hub says the same.');
  }
}
