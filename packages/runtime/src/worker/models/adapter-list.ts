import type { AdapterRecord, ModelRecord } from '@kinglet/spec';
import type { AdapterStatus } from '../../shared/index.ts';

/** A specialist of a model and where it comes from. */
export interface ListedAdapter {
  readonly record: AdapterRecord;
  readonly origin: AdapterStatus['origin'];
}

/**
 * The specialists of a model: the catalogue's in their order, then imported ones for the same base file. An imported one
 * takes the place of the catalogue's of its id.
 */
export function adapterList(
  model: ModelRecord,
  imported: readonly AdapterRecord[],
): readonly ListedAdapter[] {
  const own = imported.filter(({ baseSha256 }) => baseSha256 === model.files[0]?.sha256);
  const catalogue = (model.adapters ?? []).map(
    (record): ListedAdapter => importedAs(record.id) ?? { record, origin: 'catalogue' },
  );
  function importedAs(id: string): ListedAdapter | null {
    const record = own.find((one) => one.id === id);
    return record ? { record, origin: 'imported' } : null;
  }
  const ids = new Set(catalogue.map(({ record }) => record.id));
  const rest = own
    .filter(({ id }) => !ids.has(id))
    .map((record): ListedAdapter => ({ record, origin: 'imported' }));
  return [...catalogue, ...rest];
}
