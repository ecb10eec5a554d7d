import { KingletError } from '@kinglet/spec';
import { maxAdapterBytes } from '../shared/index.ts';

/** A specialist's file, read. @throws KingletError `invalid-input` where it is too large to be one; it is not read then. */
export async function adapterInput(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size <= maxAdapterBytes) return new Uint8Array(await file.arrayBuffer());
  throw new KingletError(
    'invalid-input',
    `“${file.name}” has ${Math.ceil(file.size / 1e6)} MB; a specialist has at most ${maxAdapterBytes / 1e6} MB. Choose the adapter, not the model.`,
  );
}
