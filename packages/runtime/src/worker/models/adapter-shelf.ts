import type { AdapterRecord } from '@kinglet/spec';
import type { KeyValues } from '../key-values.ts';
import { parseAdapter } from '../parse-adapter.ts';

/** Which specialists the user brought. Their files lie in the model directory. */
export interface AdapterShelf {
  /** In the order of their import. */
  readonly records: readonly AdapterRecord[];
  /** Takes the place of the one with this id. */
  put(record: AdapterRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Records in a store that are broken are left out, so that a bad one never stops the start. */
export async function openAdapterShelf(values: KeyValues): Promise<AdapterShelf> {
  let records = readRecords(await values.get('adapters'));
  async function write(next: readonly AdapterRecord[]): Promise<void> {
    records = next;
    await values.put('adapters', next);
  }
  return {
    get records() {
      return records;
    },
    put: (record) => write([...records.filter(({ id }) => id !== record.id), record]),
    remove: (id) => write(records.filter((record) => record.id !== id)),
  };
}

function readRecords(stored: unknown): readonly AdapterRecord[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((json: unknown) => {
    try {
      return [parseAdapter(json, 'https://imported.invalid/')];
    } catch {
      return [];
    }
  });
}
