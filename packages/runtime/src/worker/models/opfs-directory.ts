import { KingletError } from '@kinglet/spec';
import type { ModelDirectory } from './model-directory.ts';

type Movable = FileSystemFileHandle & { move(name: string): Promise<void> };

/**
 * The folder `models` of the origin's private file system.
 *
 * @throws KingletError `storage-denied` where the browser refuses it, as private windows of some do.
 */
export async function openOpfsDirectory(): Promise<ModelDirectory> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('models', { create: true });
    return opfsDirectory(folder);
  } catch (cause) {
    throw new KingletError(
      'storage-denied',
      'This browser does not let Kinglet store a model, as in a private window. It holds until this page closes.',
      { cause },
    );
  }
}

function opfsDirectory(folder: FileSystemDirectoryHandle): ModelDirectory {
  return {
    memoryOnly: false,
    async open(name) {
      const handle = await folder.getFileHandle(name, { create: true });
      return handle.createSyncAccessHandle();
    },
    async read(name) {
      const handle = await found(folder.getFileHandle(name));
      return handle ? handle.getFile() : null;
    },
    async rename(from, to) {
      const handle = await folder.getFileHandle(from);
      await (handle as Movable).move(to);
    },
    async remove(name) {
      await found(folder.removeEntry(name)).catch((cause: unknown) => {
        if (!(cause instanceof DOMException) || cause.name !== 'NoModificationAllowedError') throw cause;
        throw new KingletError(
          'storage-denied',
          'Another tab is downloading this model, so it cannot be deleted here. Cancel it there, or close that tab.',
          { cause },
        );
      });
    },
  };
}

/** Null where there is no such entry. */
async function found<T>(entry: Promise<T>): Promise<T | null> {
  try {
    return await entry;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}
