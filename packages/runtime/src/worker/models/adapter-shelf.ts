import type { AdapterRecord } from '@kinglet/spec';
import type { KeyValues } from '../key-values.ts';
import { parseAdapter } from '../parse-adapter.ts';
import { openShelf, type Shelf } from './shelf.ts';

/** Which specialists the user brought. */
export type AdapterShelf = Shelf<AdapterRecord>;

export function openAdapterShelf(values: KeyValues): Promise<AdapterShelf> {
  return openShelf(values, 'adapters', (json) => parseAdapter(json, 'https://imported.invalid/'));
}
