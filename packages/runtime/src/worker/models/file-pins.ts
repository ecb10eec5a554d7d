import { isJsonObject, type ModelFile, type ModelRecord, type UnpinnedFile } from '@kinglet/spec';
import type { KeyValues } from '../key-values.ts';

/** What this device learned of a file of which not all is published. */
interface FilePin {
  readonly sizeBytes: number;
  /** Lower-case hex; null until all of it was here once. */
  readonly sha256: string | null;
}

/** Holds for as long as the catalogue names the same source: another revision is another file. */
export interface FilePins {
  of(file: UnpinnedFile): FilePin | null;
  note(file: UnpinnedFile, pin: FilePin): Promise<void>;
}

const key = 'file-pins';

export async function openFilePins(values: KeyValues): Promise<FilePins> {
  const stored = await values.get(key);
  let pins: Readonly<Record<string, unknown>> = isJsonObject(stored) ? stored : {};
  return {
    of: (file) => readPin(pins[identityOf(file)]),
    note(file, pin) {
      pins = { ...pins, [identityOf(file)]: pin };
      return values.put(key, pins);
    },
  };
}

/** What tells a file apart that has no hash yet. */
export function identityOf({ name, sources }: UnpinnedFile): string {
  return `${name} ${sources[0] ?? ''}`;
}

/** The record with its files, where each was learned; else as it is. */
export function withPins(model: ModelRecord, pins: FilePins): ModelRecord {
  if (!model.unpinned) return model;
  const files = model.unpinned.flatMap((file) => pinnedFile(file, pins.of(file)) ?? []);
  if (files.length < model.unpinned.length) return model;
  return { ...model, files, sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

function pinnedFile(file: UnpinnedFile, pin: FilePin | null): ModelFile | null {
  const { name, sources } = file;
  const sizeBytes = file.sizeBytes ?? pin?.sizeBytes;
  const sha256 = file.sha256 ?? pin?.sha256;
  if (sizeBytes == null || sha256 == null) return null;
  return { name, sizeBytes, sha256, ...(file.sha256 === null ? { recorded: true } : {}), sources };
}

function readPin(json: unknown): FilePin | null {
  if (!isJsonObject(json)) return null;
  const { sizeBytes, sha256 } = json;
  if (typeof sizeBytes !== 'number' || !Number.isSafeInteger(sizeBytes) || sizeBytes <= 0) return null;
  const isHash = typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
  return isHash || sha256 === null ? { sizeBytes, sha256 } : null;
}
