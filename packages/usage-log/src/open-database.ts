import { type Clock, KingletError } from '@kinglet/spec';
import { type IDBPDatabase, type IDBPTransaction, wrap } from 'idb';
import { databaseVersion, type LogSchema, upgradeLog } from './log-schema.ts';

/** How long another tab may hold an older version open before this one goes on without the database. */
const blockedWaitMs = 3000;

/**
 * Opens the log's database, upgrading it. A `versionchange` closes the connection, so that this tab never holds up
 * another one's upgrade or deletion; the next transaction then fails with InvalidStateError.
 *
 * @throws KingletError `storage-denied`; `details.cause` is the DOMException's name, or `blocked`.
 */
export async function openDatabase(
  name: string,
  { factory, clock, signal }: { factory: IDBFactory; clock: Clock; signal: AbortSignal },
): Promise<IDBPDatabase<LogSchema>> {
  const given = new AbortController();
  try {
    const request = factory.open(name, databaseVersion);
    return await new Promise<IDBPDatabase<LogSchema>>((resolve, reject) => {
      request.onupgradeneeded = ({ oldVersion }) => {
        const transaction = wrap(request.transaction as IDBTransaction);
        upgradeLog(
          wrap(request.result) as unknown as IDBPDatabase<LogSchema>,
          oldVersion,
          transaction as unknown as IDBPTransaction<LogSchema, ['rows'], 'versionchange'>,
        ).catch(() => request.transaction?.abort());
      };
      request.onsuccess = () => {
        const database = request.result;
        if (given.signal.aborted) return database.close();
        database.onversionchange = () => database.close();
        resolve(wrap(database) as unknown as IDBPDatabase<LogSchema>);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => {
        clock
          .sleep(blockedWaitMs, { signal: AbortSignal.any([signal, given.signal]) })
          .then(() => reject(new DOMException('another tab holds an older version open', 'blocked')), reject);
      };
    });
  } catch (cause) {
    throw denied(name, cause);
  } finally {
    given.abort();
  }
}

function denied(name: string, cause: unknown): KingletError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new KingletError(
    'storage-denied',
    `The usage log's database "${name}" could not be opened (${reason}). The log is kept in memory for this visit; ` +
      'close other tabs of this page, or allow it to store data, and reload.',
    { details: { cause: cause instanceof Error ? cause.name : 'unknown' }, cause },
  );
}
