import { expose, wrap } from 'comlink';
import { channelEndpoint, type TabAddress, type TabSink, whenFreed } from '../../shared/index.ts';
import { createOutbox } from '../outbox.ts';
import type { Session } from '../session.ts';
import { createTabApi } from './tab-api.ts';

/**
 * Serves a tab over its channel until it is gone, or until the returned function is called. The channel keeps the order,
 * so an event that was sent before an answer is there before it. `gone` is called once, at the end.
 */
export function attachTab(
  session: Session,
  { address, lifeLock, gone }: { address: TabAddress; lifeLock: string; gone: () => void },
): () => void {
  const endpoint = channelEndpoint(new BroadcastChannel(address.channel));
  const sink = wrap<TabSink>(endpoint);
  const tab = session.tabs.add(createOutbox((events) => sink.events(events)));
  const watching = new AbortController();
  const detach = () => {
    watching.abort();
    session.tabs.remove(tab);
    endpoint.close();
    gone();
  };
  expose(
    createTabApi(() => Promise.resolve({ session, tab })),
    endpoint,
  );
  void sink.welcome(lifeLock);
  tab.outbox.add({ type: 'started', snapshot: session.snapshot() });
  whenFreed(navigator.locks, address.lifeLock, { signal: watching.signal, freed: detach });
  return detach;
}
