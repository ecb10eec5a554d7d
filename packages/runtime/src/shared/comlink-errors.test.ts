import { KingletError } from '@kinglet/spec';
import { type Endpoint, expose, releaseProxy, wrap } from 'comlink';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installErrorTransfer } from './comlink-errors.ts';

interface Port extends Endpoint {
  close(): void;
}
/** Both realms and Node have it, but no library that this code compiles with. */
const { MessageChannel } = globalThis as unknown as {
  MessageChannel: new () => { port1: Port; port2: Port };
};

const api = {
  async kinglet(): Promise<void> {
    throw new KingletError('quota-exceeded', 'Too large.', {
      details: { neededBytes: 5, freeBytes: 1 },
      cause: new Error('secret inside'),
    });
  },
  async plain(): Promise<void> {
    throw new TypeError('Broken.');
  },
  async value(): Promise<void> {
    throw 'just text';
  },
};

describe('installErrorTransfer', () => {
  const { port1, port2 } = new MessageChannel();
  installErrorTransfer();
  const remote = wrap<typeof api>(port2);

  beforeAll(() => expose(api, port1));
  afterAll(() => {
    remote[releaseProxy]();
    port1.close();
  });

  it('brings a KingletError across with its code and details, without its cause and stack', async () => {
    const error: unknown = await remote.kinglet().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KingletError);
    expect(error).toMatchObject({
      code: 'quota-exceeded',
      message: 'Too large.',
      details: { neededBytes: 5, freeBytes: 1 },
    });
    expect((error as Error).cause).toBeUndefined();
  });

  it('brings other errors across by name and message, and values as they are', async () => {
    await expect(remote.plain()).rejects.toMatchObject({ name: 'TypeError', message: 'Broken.' });
    await expect(remote.value()).rejects.toBe('just text');
  });
});
