import { createPublicFetch } from '@kinglet/runtime/worker/public-fetch';
import { builtInTools, type NoteStore, type ReminderStore, runTool } from '@kinglet/tools';
import { privateSpellings } from './private-spellings.ts';
import { publicSpellings } from './public-spellings.ts';

export interface AddressFigures {
  readonly spellings: number;
  /** Private ones that were asked of the network through the guard: must be none. */
  readonly reached: readonly string[];
  /** The same without the guard. */
  readonly reachedWithout: number;
  readonly publicSpellings: number;
  /** Public ones that were refused: must be none. */
  readonly refused: readonly string[];
}

/** Has the built-in `read` fetch each spelling, with the guard that the worker gives it and without. */
export async function addressAttack(): Promise<AddressFigures> {
  const unguarded = await reachedBy(privateSpellings, (fetch) => fetch);
  const passed = await reachedBy(publicSpellings, createPublicFetch);
  return {
    spellings: privateSpellings.length,
    reached: await reachedBy(privateSpellings, createPublicFetch),
    reachedWithout: unguarded.length,
    publicSpellings: publicSpellings.length,
    refused: publicSpellings.filter((address) => !passed.includes(address)),
  };
}

type Fetch = typeof globalThis.fetch;

/** Those of the addresses for which a request was made. */
async function reachedBy(
  addresses: readonly string[],
  guard: (fetch: Fetch) => Fetch,
): Promise<readonly string[]> {
  const reached: string[] = [];
  for (const [index, address] of addresses.entries()) {
    let requests = 0;
    const fetch: Fetch = async () => {
      requests += 1;
      return new Response('A page.', { headers: { 'content-type': 'text/plain' } });
    };
    const none = {} as NoteStore & ReminderStore;
    const tools = builtInTools({ notes: none, reminders: none, fetch: guard(fetch) });
    const read = tools.find(({ definition }) => definition.name === 'read');
    if (read === undefined) throw new Error('There is no built-in read.');
    await runTool(read, { id: String(index), name: 'read', arguments: { url: address } }, context);
    if (requests > 0) reached.push(address);
  }
  return reached;
}

const context = {
  ...{ signal: new AbortController().signal, nowMs: 0, timeZone: 'Europe/Zurich', locale: 'en-GB' },
  ...{ userText: '', attachments: [], idempotencyKey: 'address' },
};
