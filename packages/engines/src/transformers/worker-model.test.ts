import { fakeClock } from '@kinglet/testkit';
import { expose } from 'comlink';
import { afterEach, describe, expect, test } from 'vitest';
import type { ModelHost } from './model-host.ts';
import { type ModelWorker, WorkerModel } from './worker-model.ts';

const signal = new AbortController().signal;
const open: MessagePort[] = [];

afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** A worker whose script is this host; one that answers nothing where it is null. */
function workerOf(host: Partial<ModelHost> | null) {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const whole: ModelHost = {
    load: async () => {},
    forward: async (ids) => Float32Array.from(ids),
    crop: async (length) => length,
    ...host,
  };
  if (host !== null) expose(whole, port2);
  port1.start();
  const errors = new EventTarget();
  let terminated = false;
  const worker: ModelWorker = {
    postMessage: (message, transfer) => port1.postMessage(message, transfer ?? []),
    addEventListener: (type, listener) =>
      (type === 'error' ? errors : port1).addEventListener(type, listener),
    removeEventListener: (type, listener) => port1.removeEventListener(type, listener),
    terminate: () => {
      terminated = true;
    },
  };
  return {
    worker,
    breakDown: () => errors.dispatchEvent(new Event('error')),
    isTerminated: () => terminated,
  };
}

const clock = fakeClock();
const load = (worker: ModelWorker, more: { signal?: AbortSignal } = {}) =>
  WorkerModel.load(
    { worker, clock, files: {}, wasmUrl: '', backend: 'wasm', threads: 1, stallMs: 60_000 },
    { signal, ...more },
  );

test('passes tokens on and logits back', async () => {
  const model = await load(workerOf({}).worker);
  expect([...(await model.forward([1, 2]))]).toEqual([1, 2]);
  expect(await model.crop(1)).toBe(1);
});

describe('loading', () => {
  test('that fails says why, and ends the worker', async () => {
    const { worker, isTerminated } = workerOf({
      load: () => Promise.reject(new Error('protobuf parsing failed.')),
    });
    await expect(load(worker)).rejects.toMatchObject({
      code: 'engine-failed',
      message:
        'The model could not be loaded: protobuf parsing failed. Reload the page, or choose a smaller model.',
    });
    expect(isTerminated()).toBe(true);
  });

  test('that is cancelled ends the worker', async () => {
    const { worker, isTerminated } = workerOf(null);
    const stop = new AbortController();
    const loading = load(worker, { signal: stop.signal });
    stop.abort(new Error('stop'));
    await expect(loading).rejects.toThrow('stop');
    expect(isTerminated()).toBe(true);
  });

  test('of a script that is not there fails', async () => {
    const { worker, breakDown } = workerOf(null);
    const loading = load(worker);
    breakDown();
    await expect(loading).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining('could not be loaded'),
    });
  });
});

describe('is lost, and stays it,', () => {
  async function expectLost(model: WorkerModel, work: Promise<unknown>, reason: string) {
    await expect(work).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining(reason),
    });
    expect(model.loss?.code).toBe('engine-lost');
    await expect(model.forward([1])).rejects.toBe(model.loss);
    await expect(model.crop(0)).rejects.toBe(model.loss);
  }

  test('after a pass that failed', async () => {
    const { worker, isTerminated } = workerOf({ forward: () => Promise.reject(new Error('out of memory')) });
    const model = await load(worker);
    await expectLost(model, model.forward([1]), 'out of memory');
    expect(isTerminated()).toBe(true);
  });

  test('with its GPU device', async () => {
    let lose = (_: string) => {};
    const { worker } = workerOf({
      load: async (_, onLost) => {
        lose = onLost;
      },
      forward: () => new Promise(() => {}),
    });
    const model = await load(worker);
    const reading = model.forward([1]);
    lose('device removed');
    await expectLost(model, reading, 'The GPU gave up: device removed.');
  });

  test('with its worker', async () => {
    const { worker, breakDown } = workerOf({ forward: () => new Promise(() => {}) });
    const model = await load(worker);
    const reading = model.forward([1]);
    breakDown();
    await expectLost(model, reading, "The engine's worker broke");
  });

  test('where a pass never ends', async () => {
    const model = await load(workerOf({ forward: () => new Promise(() => {}) }).worker);
    const reading = model.forward([1]);
    const failed = expectLost(model, reading, 'no sign of life for 60 seconds');
    await clock.advance(60_000);
    await failed;
  });

  test('after it was unloaded, its worker ended', async () => {
    const { worker, isTerminated } = workerOf({});
    const model = await load(worker);
    model.end();
    await expectLost(model, model.forward([1]), 'unloaded');
    expect(isTerminated()).toBe(true);
  });
});
