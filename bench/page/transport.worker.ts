import type { ClientEvent } from '@kinglet/runtime/shared';
import { createOutbox } from '@kinglet/runtime/worker';
import { expose } from 'comlink';

const burst = 16;
const texts = [' the', ' king', 'fisher', ' sat', ' on', ' a', ' branch', '.'];

type Sink = (events: readonly ClientEvent[]) => void | Promise<void>;

/** Both resolve to the characters sent, when the page has taken all. */
export interface TransportWorker {
  /** Through the runtime's own outbox. */
  sendBatched(tokens: number, sink: Sink): Promise<number>;
  /** One comlink call for each token, not awaited until the end: the faster way to do it. */
  sendSingly(tokens: number, sink: Sink): Promise<number>;
}

function delta(index: number): ClientEvent & { type: 'agent' } {
  const text = texts[index % texts.length] ?? '';
  return { type: 'agent', runId: 'run', event: { type: 'text-delta', step: 0, text } };
}

/** Gives tokens in bursts of 16, each in a task of its own, as reads from a network give them. */
async function produce(tokens: number, take: (event: ClientEvent) => void): Promise<number> {
  let characters = 0;
  for (let index = 0; index < tokens; index += 1) {
    if (index % burst === 0) await nextTask();
    take(delta(index));
    characters += (texts[index % texts.length] ?? '').length;
  }
  return characters;
}

const channel = new MessageChannel();

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}

const api: TransportWorker = {
  async sendBatched(tokens, sink) {
    const outbox = createOutbox(sink);
    const characters = await produce(tokens, (event) => outbox.add(event));
    await outbox.flush();
    return characters;
  },
  async sendSingly(tokens, sink) {
    const calls: Promise<void>[] = [];
    const characters = await produce(tokens, (event) => calls.push(Promise.resolve(sink([event]))));
    await Promise.all(calls);
    return characters;
  },
};

expose(api);
