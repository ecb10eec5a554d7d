import type { ModelRecord } from '@kinglet/spec';
import { removeAdapter } from './import-adapter.ts';
import type { ModelShelf } from './model-shelf.ts';
import type { AdapterShop } from './supply-model.ts';

interface Brought {
  readonly own: ModelShelf;
  readonly shop: AdapterShop;
}

/** Hashes of the files that the user brought, but for this model's own. */
export function filesOfUser(model: ModelRecord, { own, shop }: Brought): ReadonlySet<string> {
  const models = own.records.filter(({ id }) => id !== model.id).flatMap(({ files }) => files);
  return new Set([...models, ...shop.shelf.records.map(({ file }) => file)].map(({ sha256 }) => sha256));
}

/** Takes an own model's record off the shelf, with the specialists for it: no other model could use them. */
export async function forgetModel(
  { id, files: [file] }: ModelRecord,
  { own, shop }: Brought,
  models: readonly ModelRecord[],
): Promise<void> {
  for (const adapter of shop.shelf.records) {
    if (adapter.baseSha256 === file?.sha256) await removeAdapter(adapter.id, { models, ...shop });
  }
  await own.remove(id);
}
