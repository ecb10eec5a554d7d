import { KingletError, toKingletError } from '@kinglet/spec';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/**
 * One IndexedDB database, opened at first use and again after it was closed from outside (deleted, or upgraded by
 * another tab). Its errors are KingletError `quota-exceeded` or `storage-denied`, with what to do.
 */
export class Database<Schema extends DBSchema> {
  readonly #name: string;
  readonly #version: number;
  readonly #upgrade: (db: IDBPDatabase<Schema>, oldVersion: number) => void;
  #opening: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(
    name: string,
    {
      version,
      upgrade,
    }: { version: number; upgrade: (db: IDBPDatabase<Schema>, oldVersion: number) => void },
  ) {
    this.#name = name;
    this.#version = version;
    this.#upgrade = upgrade;
  }

  /** Runs `work` on the open database; once more on a new connection where the old one was closed under it. */
  async use<Result>(work: (db: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result> {
    try {
      return await work(await this.#open());
    } catch (thrown) {
      if (!isClosed(thrown)) throw storageError(thrown);
    }
    this.#opening = null;
    try {
      return await work(await this.#open());
    } catch (thrown) {
      throw storageError(thrown);
    }
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    if (opening !== null) (await opening).close();
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    if (this.#opening !== null) return this.#opening;
    const forget = () => {
      this.#opening = null;
    };
    const opening = openDB<Schema>(this.#name, this.#version, {
      upgrade: (db, oldVersion) => this.#upgrade(db, oldVersion),
      blocking: (_current, _blocked, event) => {
        forget();
        if (event.target instanceof IDBDatabase) event.target.close();
      },
      terminated: forget,
    });
    this.#opening = opening;
    opening.catch(forget);
    return opening;
  }
}

function isClosed(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'InvalidStateError';
}

function storageError(thrown: unknown): KingletError {
  if (thrown instanceof KingletError) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'QuotaExceededError') {
    return new KingletError(
      'quota-exceeded',
      'The device has no room left for this. Delete something, or free space on the device, and try again.',
      { cause: thrown },
    );
  }
  if (name === 'VersionError') {
    return new KingletError(
      'storage-denied',
      'A newer version of this page has the storage open. Reload the page.',
      {
        cause: thrown,
      },
    );
  }
  const denied = [
    'InvalidStateError',
    'SecurityError',
    'UnknownError',
    'NotFoundError',
    'ReferenceError',
    'AbortError',
  ];
  if (denied.includes(name)) {
    return new KingletError(
      'storage-denied',
      'The browser does not let this page store anything, so nothing was saved. Allow storage for the site or leave private browsing, and try again.',
      { cause: thrown },
    );
  }
  return toKingletError(thrown, 'storage-denied');
}
