import type { KeyValues } from '../key-values.ts';

/** Records of what the user brought. The files lie in the model directory. */
export interface Shelf<T extends { readonly id: string }> {
  /** In the order of their import. */
  readonly records: readonly T[];
  /** Takes the place of the one with this id. */
  put(record: T): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * The records under `key`, each read by `parse`. Those that it throws at are left out, so that a broken one never stops
 * the start.
 */
export async function openShelf<T extends { readonly id: string }>(
  values: KeyValues,
  key: string,
  parse: (json: unknown) => T,
): Promise<Shelf<T>> {
  let records = readRecords(await values.get(key), parse);
  async function write(next: readonly T[]): Promise<void> {
    records = next;
    await values.put(key, next);
  }
  return {
    get records() {
      return records;
    },
    put: (record) => write([...records.filter(({ id }) => id !== record.id), record]),
    remove: (id) => write(records.filter((record) => record.id !== id)),
  };
}

function readRecords<T>(stored: unknown, parse: (json: unknown) => T): readonly T[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((json: unknown) => {
    try {
      return [parse(json)];
    } catch {
      return [];
    }
  });
}
