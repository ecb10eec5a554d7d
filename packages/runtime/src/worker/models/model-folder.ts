import type { ModelRecord } from '@kinglet/spec';

/**
 * The files of a model that is a folder, by their paths in it: the record names them `FOLDER/PATH`, so that a mirror can serve
 * several models.
 */
export function modelFolder(
  model: Pick<ModelRecord, 'files'>,
  blobs: readonly Blob[],
): Readonly<Record<string, Blob>> {
  const paths = model.files.map(({ name }) => name.slice(name.indexOf('/') + 1));
  return Object.fromEntries(
    blobs.flatMap((blob, index) => {
      const path = paths[index];
      return path === undefined ? [] : [[path, blob] as const];
    }),
  );
}
