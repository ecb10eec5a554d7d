import { type ClientEvent, joinedEvent } from '../shared/index.ts';

/** Events on their way to the page. */
export interface Outbox {
  /** Takes an event; it goes out within a frame, and at once where a person waits for it. */
  add(event: ClientEvent): void;
  /** Sends what is there. Resolves when the page has taken everything up to here. */
  flush(): Promise<void>;
}

/**
 * Batches events, in order: one message carries what came within `delayMs`, with neighbouring text deltas joined. The
 * first text of a step, and all that is not text, goes out at once: it is rare, and somebody looks at it.
 */
export function createOutbox(
  deliver: (events: readonly ClientEvent[]) => Promise<void> | void,
  { delayMs = 16 }: { delayMs?: number } = {},
): Outbox {
  let batch: ClientEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delivered: Promise<void> = Promise.resolve();
  /** Run and step whose text goes on. */
  let streaming: string | null = null;

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (batch.length > 0) {
      const events = batch;
      batch = [];
      const delivery = Promise.resolve(deliver(events));
      // A page that is gone takes nothing; its worker ends with it.
      delivered = Promise.allSettled([delivered, delivery]).then(() => {});
    }
    return delivered;
  }

  function isUrgent(event: ClientEvent): boolean {
    if (event.type !== 'agent') return event.type !== 'model';
    if (event.event.type !== 'text-delta') {
      streaming = null;
      return true;
    }
    const stream = `${event.runId} ${event.event.step}`;
    const first = stream !== streaming;
    streaming = stream;
    return first;
  }

  return {
    add(event) {
      const last = batch.at(-1);
      const joined =
        event.type === 'agent' && last?.type === 'agent' && last.runId === event.runId
          ? joinedEvent(last.event, event.event)
          : null;
      if (joined && event.type === 'agent') batch[batch.length - 1] = { ...event, event: joined };
      else batch.push(event);
      if (isUrgent(event)) void flush();
      else timer ??= setTimeout(flush, delayMs);
    },
    flush,
  };
}
