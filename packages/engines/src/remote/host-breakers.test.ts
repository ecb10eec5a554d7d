import { KingletError } from '@kinglet/spec';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createHostBreakers, type HostBreakers } from './host-breakers.ts';
import { type RemoteFixture, remoteFixture } from './test/remote-fixture.ts';

const down = { status: 404, body: '{}' };

describe('a breaker per host', () => {
  let fixture: RemoteFixture;
  beforeAll(async () => {
    fixture = await remoteFixture();
  });
  afterAll(() => fixture.server.close());
  afterEach(() => vi.useRealTimers());

  function failTimes(breakers: HostBreakers, times: number, error: unknown) {
    return Promise.all(
      Array.from({ length: times }, () =>
        breakers.run('llm.example', () => Promise.reject(error)).catch((thrown: unknown) => thrown),
      ),
    );
  }

  it('leaves a host alone after three failures, says until when, tries it once, and takes it back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const breakers = createHostBreakers(fixture.clock);
    await failTimes(breakers, 3, new KingletError('network', 'gone'));
    const open = vi.fn(async () => 'answer');
    await expect(breakers.run('llm.example', open)).rejects.toMatchObject({
      code: 'remote-failed',
      message: expect.stringContaining('llm.example is not answering'),
      details: { retryAfterMs: 30_000 },
    });
    expect(open).not.toHaveBeenCalled();
    expect(await breakers.run('other.example', open)).toBe('answer');

    vi.setSystemTime(Date.now() + 30_000);
    const trial = vi.fn(() => Promise.reject(new KingletError('timeout', 'no word')));
    await expect(breakers.run('llm.example', trial)).rejects.toMatchObject({ code: 'timeout' });
    await expect(breakers.run('llm.example', trial)).rejects.toMatchObject({ code: 'remote-failed' });
    expect(trial).toHaveBeenCalledTimes(1);

    vi.setSystemTime(Date.now() + 30_000);
    expect(await breakers.run('llm.example', open)).toBe('answer');
    expect(await breakers.run('llm.example', open)).toBe('answer');
  });

  it('counts no refused key, no wrong address and no stop', async () => {
    const breakers = createHostBreakers(fixture.clock);
    await failTimes(breakers, 5, new KingletError('remote-auth', 'no'));
    await failTimes(breakers, 5, new KingletError('remote-failed', 'no', { details: { status: 404 } }));
    await failTimes(breakers, 5, new DOMException('stop', 'AbortError'));
    expect(await breakers.run('llm.example', async () => 'answer')).toBe('answer');
  });

  it('keeps an engine from asking a server that is down', async () => {
    const breakers = createHostBreakers(fixture.clock);
    const overloaded = { status: 503, headers: { 'retry-after': '600' }, body: '{}' };
    for (let call = 0; call < 3; call += 1) await fixture.run([overloaded], { more: { breakers } });
    const before = fixture.server.requests.length;
    const { error } = await fixture.run([down], { more: { breakers } });
    expect(error).toMatchObject({ message: expect.stringContaining('next try in 30 s') });
    expect(fixture.server.requests).toHaveLength(before);
  });
});
