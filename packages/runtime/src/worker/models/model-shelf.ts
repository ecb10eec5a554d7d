import type { ModelRecord } from '@kinglet/spec';
import type { KeyValues } from '../key-values.ts';
import { parseOwnModel } from '../parse-own-model.ts';
import { openShelf, type Shelf } from './shelf.ts';

/** Which models the user brought. */
export type ModelShelf = Shelf<ModelRecord>;

export function openModelShelf(values: KeyValues): Promise<ModelShelf> {
  return openShelf(values, 'models', parseOwnModel);
}
