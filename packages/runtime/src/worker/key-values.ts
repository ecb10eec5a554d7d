import { KingletError } from '@kinglet/spec';
import { type IDBPDatabase, openDB } from 'idb';

/** Small values by name, kept on the device where that is allowed. */
export interface KeyValues {
  /** The stored value, unvalidated; undefined where there is none. */
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  close(): void;
}

/**
 * Opens the database `name`. Never rejects: where storage is blocked, or goes away later, values hold in memory for
 * this visit, and `denied` hears of it once.
 */
export async function openKeyValues(
  name: string,
  { denied }: { denied: (error: KingletError) => void },
): Promise<KeyValues> {
  const memory = new Map<string, unknown>();
  let database: IDBPDatabase | null = null;
  const fail = (cause: unknown) => {
    if (database === null && cause === null) return;
    database = null;
    denied(
      new KingletError(
        'storage-denied',
        'Settings cannot be stored here, so they hold until this page closes. Allow site data to keep them.',
        { cause },
      ),
    );
  };
  try {
    database = await openDB(name, 1, {
      upgrade: (created) => void created.createObjectStore('values'),
      blocking: () => {
        database?.close();
        fail('another tab deletes or upgrades it');
      },
      terminated: () => fail('the browser closed it'),
    });
  } catch (cause) {
    fail(cause);
  }
  return {
    async get(key) {
      if (memory.has(key) || !database) return memory.get(key);
      return database.get('values', key).catch(() => undefined);
    },
    async put(key, value) {
      memory.set(key, value);
      await database?.put('values', value, key).catch(fail);
    },
    close: () => database?.close(),
  };
}
