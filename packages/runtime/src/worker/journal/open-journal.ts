import { type Clock, KingletError } from '@kinglet/spec';
import { openIdbJournalStore } from './idb-journal-store.ts';
import { Journal } from './journal.ts';

/** Opens the journal; where the database is blocked or denied, conversations hold for this visit and `notice` says so. */
export async function openJournal({
  name,
  clock,
  notice,
}: {
  name?: string;
  clock: Clock;
  notice: (error: KingletError) => void;
}): Promise<Journal> {
  let lostEarly: string | null = null;
  let journal: Journal | null = null;
  try {
    const store = await openIdbJournalStore({
      ...(name ? { name } : {}),
      gone(reason) {
        lostEarly = reason;
        journal?.lose(reason);
      },
    });
    journal = new Journal({ store, heads: await store.heads(), clock, notice });
    if (lostEarly) journal.lose(lostEarly);
    return journal;
  } catch (cause) {
    notice(
      new KingletError(
        'storage-denied',
        'Conversations cannot be stored here, so they hold until this page closes. Allow site data for this page to keep them.',
        { cause },
      ),
    );
    return new Journal({ store: null, heads: [], clock, notice });
  }
}
