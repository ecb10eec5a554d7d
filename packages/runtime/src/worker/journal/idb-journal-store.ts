import type { AgentEvent } from '@kinglet/spec';
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { type ConversationHead, type RunRecord, withEvent } from '../../shared/index.ts';
import type { EventRow, JournalStore, JournalWrite, StoredRun } from './journal-store.ts';

interface JournalSchema extends DBSchema {
  conversations: { key: string; value: ConversationHead };
  runs: { key: string; value: Omit<RunRecord, 'events'>; indexes: { conversationId: string } };
  events: { key: [string, number]; value: EventRow; indexes: { conversationId: string } };
}

type StoreName = 'conversations' | 'runs' | 'events';
const storeNames: StoreName[] = ['conversations', 'runs', 'events'];

/**
 * Opens the journal's database. `gone` hears of its end while open: deleted, upgraded by another tab, or closed by the
 * browser. Rejects where it cannot be opened, also where another tab blocks it.
 */
export async function openIdbJournalStore({
  name = 'kinglet-conversations',
  gone,
}: {
  name?: string;
  gone: (reason: string) => void;
}): Promise<JournalStore> {
  const database = await new Promise<IDBPDatabase<JournalSchema>>((resolve, reject) => {
    openDB<JournalSchema>(name, 1, {
      upgrade(created) {
        created.createObjectStore('conversations', { keyPath: 'id' });
        created.createObjectStore('runs', { keyPath: 'id' }).createIndex('conversationId', 'conversationId');
        created
          .createObjectStore('events', { keyPath: ['runId', 'seq'] })
          .createIndex('conversationId', 'conversationId');
      },
      blocked: () => reject(new Error('another tab holds an older version open')),
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        gone('it was deleted, or another tab brought a newer version');
      },
      terminated: () => gone('the browser closed it'),
    }).then(resolve, reject);
  });
  return {
    heads: () => database.getAll('conversations'),
    runs: (conversationId) => readRuns(database, conversationId),
    async write(writes) {
      const transaction = database.transaction(storeNames, 'readwrite');
      const done = transaction.done;
      done.catch(() => {}); // Awaited below; a request that fails first must not leave it unheard.
      for (const write of writes) await apply(transaction, write);
      await done;
    },
    close: () => database.close(),
  };
}

async function readRuns(
  database: IDBPDatabase<JournalSchema>,
  conversationId: string,
): Promise<readonly StoredRun[]> {
  const transaction = database.transaction(['runs', 'events']);
  const [runs, rows] = await Promise.all([
    transaction.objectStore('runs').index('conversationId').getAll(conversationId),
    transaction.objectStore('events').index('conversationId').getAll(conversationId),
  ]);
  // An index gives equal keys in the order of their primary keys: by run, then by place.
  const events = new Map<string, readonly AgentEvent[]>();
  const nextSeqs = new Map<string, number>();
  for (const { runId, seq, event } of rows) {
    events.set(runId, withEvent(events.get(runId) ?? [], event));
    nextSeqs.set(runId, seq + 1);
  }
  return runs
    .sort((a, b) => a.createdMs - b.createdMs)
    .map((run) => ({
      run: { ...run, events: events.get(run.id) ?? [] },
      nextSeq: nextSeqs.get(run.id) ?? 0,
    }));
}

async function apply(
  transaction: IDBPTransaction<JournalSchema, StoreName[], 'readwrite'>,
  write: JournalWrite,
): Promise<void> {
  switch (write.kind) {
    case 'head':
      await transaction.objectStore('conversations').put(write.head);
      return;
    case 'run':
      await transaction.objectStore('runs').put(write.run);
      return;
    case 'event':
      await transaction.objectStore('events').put(write.row);
      return;
    case 'remove':
      await remove(transaction, write.conversationId);
  }
}

async function remove(
  transaction: IDBPTransaction<JournalSchema, StoreName[], 'readwrite'>,
  conversationId: string,
): Promise<void> {
  await transaction.objectStore('conversations').delete(conversationId);
  for (const name of ['runs', 'events'] as const) {
    const store = transaction.objectStore(name);
    const keys = await store.index('conversationId').getAllKeys(conversationId);
    for (const key of keys) await store.delete(key as never);
  }
}
