import type { ClientEvent } from '@kinglet/runtime/shared';
import { proxy, type Remote, wrap } from 'comlink';
import type { TransportWorker } from './transport.worker.ts';

const tokensPerRun = 8192;

/** Microseconds a token, one value for each round. */
export interface TransportTimes {
  readonly batched: number[];
  readonly single: number[];
}

/** Sends tokens from a worker to this page, by the runtime's outbox and by one comlink call each, in turn. */
export async function transport(rounds: number): Promise<TransportTimes> {
  const worker = new Worker(new URL('./transport.worker.ts', import.meta.url), { type: 'module' });
  const api = wrap<TransportWorker>(worker);
  const times: TransportTimes = { batched: [], single: [] };
  try {
    for (let round = -1; round < rounds; round += 1) {
      const batched = await timeDelivery(api.sendBatched);
      const single = await timeDelivery(api.sendSingly);
      if (round < 0) continue;
      times.batched.push(batched);
      times.single.push(single);
    }
    return times;
  } finally {
    worker.terminate();
  }
}

type Send = Remote<TransportWorker>['sendBatched'];

async function timeDelivery(send: Send): Promise<number> {
  let received = 0;
  const sink = proxy((events: readonly ClientEvent[]) => {
    for (const event of events) {
      if (event.type === 'agent' && event.event.type === 'text-delta') received += event.event.text.length;
    }
  });
  const start = performance.now();
  const sent = await send(tokensPerRun, sink);
  const end = performance.now();
  if (received !== sent) throw new Error(`${received} of ${sent} characters arrived`);
  return ((end - start) * 1000) / tokensPerRun;
}
