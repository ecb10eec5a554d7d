import type { DBSchema, IDBPDatabase } from 'idb';
import { Database } from './database.ts';

/** What the user keeps on the device: a note, a reminder. */
export interface Item {
  /** The idempotency key of the call that made it. */
  readonly id: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly createdMs: number;
}

/** What a change puts and deletes, and what it answers. */
export interface Change<Kept extends Item> {
  /** Items to add, or to replace by id. */
  readonly put?: readonly Kept[];
  /** Ids. */
  readonly remove?: readonly string[];
  readonly content: string;
}

/** The key under which a change happens once, and when. */
export interface Effect {
  readonly key: string;
  /** Epoch milliseconds. */
  readonly timeMs: number;
}

interface ItemSchema extends DBSchema {
  items: { key: string; value: Item; indexes: { createdMs: number } };
  /** What a call answered, so that the same call run again answers the same and does nothing. */
  effects: {
    key: string;
    value: { readonly key: string; readonly content: string; readonly timeMs: number };
    indexes: { timeMs: number };
  };
}

/** Answers older than this are dropped: no run is resumed after 30 days. */
const effectLifetimeMs = 30 * 86_400_000;

/** Items of one kind in IndexedDB. Methods reject with KingletError `quota-exceeded` or `storage-denied`. */
export class ItemStore<Kept extends Item> {
  readonly #database: Database<ItemSchema>;
  readonly #listeners = new Set<() => void>();

  /** The database is opened at first use. */
  constructor(name: string) {
    this.#database = new Database(name, { version: 1, upgrade });
  }

  /** Newest first. */
  list(): Promise<readonly Kept[]> {
    return this.#database.use(async (db) =>
      newestFirst<Kept>(await db.getAllFromIndex('items', 'createdMs')),
    );
  }

  /** What the change with this key answered; undefined where there was none. */
  answerOf(key: string): Promise<string | undefined> {
    return this.#database.use(async (db) => (await db.get('effects', key))?.content);
  }

  /**
   * Changes items in one transaction: `plan` sees them newest first. With an effect it happens once per key: a key that
   * was used already gives its first answer, without a call to `plan`. What `plan` throws is thrown on and nothing changes.
   */
  async change(effect: Effect | null, plan: (items: readonly Kept[]) => Change<Kept>): Promise<string> {
    const content = await this.#database.use(async (db) => {
      const transaction = db.transaction(['items', 'effects'], 'readwrite');
      const items = transaction.objectStore('items');
      const effects = transaction.objectStore('effects');
      const done = effect === null ? undefined : await effects.get(effect.key);
      if (done !== undefined) return done.content;
      const change = plan(newestFirst<Kept>(await items.index('createdMs').getAll()));
      const outdated =
        effect === null
          ? []
          : await effects
              .index('timeMs')
              .getAllKeys(IDBKeyRange.upperBound(effect.timeMs - effectLifetimeMs));
      const writes: Promise<unknown>[] = [transaction.done, ...outdated.map((key) => effects.delete(key))];
      for (const item of change.put ?? []) writes.push(items.put(item));
      for (const id of change.remove ?? []) writes.push(items.delete(id));
      if (effect !== null) writes.push(effects.put({ ...effect, content: change.content }));
      await Promise.all(writes);
      return change.content;
    });
    for (const listener of this.#listeners) listener();
    return content;
  }

  /** Calls back after each change made here, not in another tab. Returns the unsubscribe. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** The store holds only what `change` put in it. */
function newestFirst<Kept extends Item>(items: readonly Item[]): readonly Kept[] {
  return [...items].reverse() as unknown as readonly Kept[];
}

function upgrade(db: IDBPDatabase<ItemSchema>, oldVersion: number): void {
  if (oldVersion < 1) {
    db.createObjectStore('items', { keyPath: 'id' }).createIndex('createdMs', 'createdMs');
    db.createObjectStore('effects', { keyPath: 'key' }).createIndex('timeMs', 'timeMs');
  }
}
