import { checkAdapter, type GgufHeader, readAdapter } from '@kinglet/gguf';
import { type AdapterInfo, KingletError, toKingletError } from '@kinglet/spec';
import type { AdapterStatus } from '../../shared/index.ts';
import type { ListedAdapter } from './adapter-list.ts';
import type { ModelDirectory } from './model-directory.ts';
import { staleReason } from './stale-reason.ts';
import { readStored } from './stored-files.ts';

/** A specialist that may go to the engine. */
export interface LoadableAdapter {
  readonly info: AdapterInfo;
  readonly blob: Blob;
}

/** How the specialists of a model stand, and those of them that may be loaded beside it. */
export interface CheckedAdapters {
  readonly statuses: readonly AdapterStatus[];
  readonly loadable: readonly LoadableAdapter[];
}

export interface CheckAdaptersOptions {
  readonly directory: ModelDirectory;
  /** Header of the base that they would run on; null where it cannot be read, which the engine will tell. */
  readonly base: GgufHeader | null;
  /** Signatures of the tools that there are. */
  readonly signatures: string;
  /** Why one could not be fetched, by id. */
  readonly missing?: ReadonlyMap<string, KingletError>;
  readonly signal: AbortSignal;
}

/** Reads each file and decides what may go to the engine. Never rejects for a bad file: its status says why. */
export async function checkAdapters(
  listed: readonly ListedAdapter[],
  options: CheckAdaptersOptions,
): Promise<CheckedAdapters> {
  const statuses: AdapterStatus[] = [];
  const loadable: LoadableAdapter[] = [];
  for (const adapter of listed) {
    options.signal.throwIfAborted();
    const { status, blob } = await checkOne(adapter, options);
    const { id, format, tools } = adapter.record;
    const isTwice = loadable.some((other) => other.info.id === id);
    if (status.state !== 'stored' || !blob) statuses.push(status);
    else if (isTwice) statuses.push({ ...status, state: 'refused', reason: twice(id) });
    else {
      statuses.push(status);
      loadable.push({ info: { id, format, tools }, blob });
    }
  }
  return { statuses, loadable };
}

/** How a specialist stands before anyone looked for its file. */
export function unseen({ record, origin }: ListedAdapter): AdapterStatus {
  const { id, name, summary, licence, format, rank, file } = record;
  return {
    ...{ id, name, summary, licence, format, rank, origin },
    sizeBytes: file.sizeBytes,
    state: 'absent',
    reason: null,
    card: null,
  };
}

/** How they stand by their records and by whether their files are here, which costs no reading. */
export async function glanceAtAdapters(
  listed: readonly ListedAdapter[],
  options: Pick<CheckAdaptersOptions, 'directory' | 'signatures' | 'missing'>,
): Promise<readonly AdapterStatus[]> {
  return Promise.all(listed.map(async (adapter) => (await glance(adapter, options)).status));
}

async function glance(
  { record, origin }: ListedAdapter,
  { directory, signatures, missing }: Pick<CheckAdaptersOptions, 'directory' | 'signatures' | 'missing'>,
): Promise<{ status: AdapterStatus; blob: Blob | null }> {
  const status = unseen({ record, origin });
  const blob = await readStored(directory, record.file);
  const stale = record.format === 'bare' ? staleReason(record.tools, signatures) : null;
  if (blob && stale === null) return { status: { ...status, state: 'stored' }, blob };
  if (blob) return { status: { ...status, state: 'stale', reason: stale }, blob };
  const why = missing?.get(record.id)?.message ?? (origin === 'imported' ? lost : null);
  return { status: why === null ? status : { ...status, state: 'missing', reason: why }, blob };
}

async function checkOne(
  { record, origin }: ListedAdapter,
  options: CheckAdaptersOptions,
): Promise<{ status: AdapterStatus; blob: Blob | null }> {
  const { base, signal } = options;
  const { status, blob } = await glance({ record, origin }, options);
  if (!blob) return { status, blob };
  try {
    const header = await readAdapter(blob, { signal });
    compare(record, header);
    if (base) checkAdapter(header, base, record.baseSha256);
    return { status: { ...status, card: header.card }, blob };
  } catch (thrown) {
    signal.throwIfAborted();
    const reason = toKingletError(thrown, 'invalid-input').message;
    return { status: { ...status, state: 'refused', reason }, blob };
  }
}

/** The record is what the router goes by: the file must say the same. */
function compare(
  record: ListedAdapter['record'],
  header: AdapterInfo & { readonly baseSha256: string },
): void {
  for (const key of ['id', 'format', 'tools', 'baseSha256'] as const) {
    if (record[key] === header[key]) continue;
    throw new KingletError(
      'invalid-input',
      `Its file says ${key} ${JSON.stringify(header[key])}, the list of specialists says ${JSON.stringify(record[key])}. Register the file again.`,
    );
  }
}

const lost = 'Its file is no longer in the storage of this browser. Import it again.';

function twice(id: string): string {
  return `Another specialist with the id ${id} is loaded already. Remove one of the two.`;
}
