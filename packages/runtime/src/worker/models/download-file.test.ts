import { KingletError, type ModelFile } from '@kinglet/spec';
import { sha256 } from 'hash-wasm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fetch } from '../approved-fetch.ts';
import { downloadFile } from './download-file.ts';
import { memoryDirectory } from './memory-directory.ts';
import type { ModelDirectory } from './model-directory.ts';
import { partName, partSize, readStored } from './stored-files.ts';

const bytes = Uint8Array.from({ length: 50_000 }, (_, index) => (index * 31) % 251);
const wrong = bytes.map((byte) => byte ^ 1);
const file: ModelFile = {
  name: 'tiny.gguf',
  sizeBytes: bytes.length,
  sha256: await sha256(bytes),
  sources: [],
};
const urls = ['https://one.example/tiny.gguf', 'https://two.example/tiny.gguf'];

type Answer = (at: number, signal: AbortSignal | null | undefined) => Response | Promise<Response>;

/** A server that knows ranges: gives `content` up to `until`, then ends or breaks. */
function serve(content: Uint8Array, { until = content.length, breaks = false } = {}): Answer {
  return (at) => {
    const body = new ReadableStream({
      start(controller) {
        for (let from = at; from < until; from += 7_000) {
          controller.enqueue(content.slice(from, Math.min(from + 7_000, until)));
        }
        if (!breaks) controller.close();
      },
      pull(controller) {
        if (breaks) controller.error(new TypeError('network error'));
      },
    });
    const range = { 'Content-Range': `bytes ${at}-${content.length - 1}/${content.length}` };
    return new Response(body, at > 0 ? { status: 206, headers: range } : {});
  };
}

/** A server that knows no ranges: always everything. */
function serveWhole(content: Uint8Array): Answer {
  return () => new Response(content.slice());
}

const unreachable: Answer = () => {
  throw new TypeError('Failed to fetch');
};

describe('downloadFile', () => {
  let directory: ModelDirectory;
  let requests: string[];
  const onProgress = vi.fn();

  beforeEach(() => {
    directory = memoryDirectory();
    requests = [];
    onProgress.mockReset();
  });

  function download(
    answers: readonly Answer[],
    {
      into = directory,
      freeBytes = async () => null as number | null,
      signal = new AbortController().signal,
      idleMs = 5_000,
      laterBytes = 0,
    } = {},
  ): Promise<void> {
    const fetch: Fetch = async (url, init) => {
      const at = Number(new Headers(init?.headers).get('Range')?.match(/^bytes=(\d+)-\d+$/)?.[1] ?? 0);
      const index = urls.indexOf(String(url));
      requests.push(`${index} from ${at}`);
      const answer = answers[index];
      if (!answer) throw new Error(`no answer for ${url}`);
      return answer(at, init?.signal);
    };
    const sources = urls.slice(0, answers.length);
    return downloadFile(file, sources, {
      directory: into,
      fetch,
      freeBytes,
      laterBytes,
      onProgress,
      onVerify: () => {},
      idleMs,
      signal,
    });
  }

  async function stored(): Promise<Uint8Array | null> {
    const blob = await readStored(directory, file);
    return blob && new Uint8Array(await blob.arrayBuffer());
  }

  it('stores the file and tells how far it is', async () => {
    await download([serve(bytes)]);
    expect(await stored()).toEqual(bytes);
    expect(onProgress).toHaveBeenLastCalledWith(bytes.length);
    expect(await partSize(directory, file)).toBe(0);
  });

  it('goes on by Range where an earlier attempt stopped', async () => {
    await expect(download([serve(bytes, { until: 21_000, breaks: true })])).rejects.toThrow();
    expect(await partSize(directory, file)).toBe(21_000);
    requests = [];
    await download([serve(bytes)]);
    expect(requests).toEqual(['0 from 21000']);
    expect(await stored()).toEqual(bytes);
  });

  it('takes a broken line up again at once, at the same source', async () => {
    let broken = false;
    const breaksOnce: Answer = (at, init) => {
      const answer = serve(bytes, broken ? {} : { until: 21_000, breaks: true });
      broken = true;
      return answer(at, init);
    };
    await download([breaksOnce, unreachable]);
    expect(requests).toEqual(['0 from 0', '0 from 21000']);
    expect(await stored()).toEqual(bytes);
  });

  it('starts anew where the server ignores the Range', async () => {
    await expect(download([serve(bytes, { until: 21_000 })])).rejects.toThrow();
    await download([serveWhole(bytes)]);
    expect(await stored()).toEqual(bytes);
  });

  it('passes by a server that answers with another range, and keeps what is here', async () => {
    await expect(download([serve(bytes, { until: 21_000 })])).rejects.toThrow();
    const shifted: Answer = () =>
      new Response(bytes.slice(), { status: 206, headers: { 'Content-Range': 'bytes 0-49999/50000' } });
    await expect(download([shifted])).rejects.toMatchObject({
      code: 'model-source',
      message: expect.stringContaining('sent other bytes (bytes 0-49999/50000)'),
    });
    expect(await partSize(directory, file)).toBe(21_000);
    await download([shifted, serve(bytes)]);
    expect(await stored()).toEqual(bytes);
  });

  it('takes the rest from the next source when one stops half way', async () => {
    await download([serve(bytes, { until: 21_000 }), serve(bytes)]);
    expect(requests).toEqual(['0 from 0', '0 from 21000', '1 from 21000']);
    expect(await stored()).toEqual(bytes);
  });

  it('throws wrong bytes away and asks the next source', async () => {
    await download([serve(wrong), serve(bytes)]);
    expect(await stored()).toEqual(bytes);
  });

  it('gives the good source a start of its own after a bad one sent half', async () => {
    await download([serve(wrong, { until: 21_000 }), serve(bytes)]);
    expect(requests).toEqual(['0 from 0', '0 from 21000', '1 from 21000', '1 from 0']);
    expect(await stored()).toEqual(bytes);
  });

  it('fails with hash-mismatch and keeps nothing where all bytes are wrong', async () => {
    await expect(download([serve(wrong)])).rejects.toMatchObject({
      code: 'hash-mismatch',
      message: expect.stringMatching(
        /SHA-256 begins with [0-9a-f]{8}, [0-9a-f]{8} is right.+try again, or set a mirror/,
      ),
    });
    expect(await stored()).toBeNull();
    expect(await partSize(directory, file)).toBe(0);
  });

  it.each<[string, Answer, string]>([
    ['an unreachable one', unreachable, 'could not be reached. Check the connection'],
    ['404', () => new Response('', { status: 404 }), '404'],
    [
      'a web page',
      () => new Response('<html>', { headers: { 'Content-Type': 'text/html; charset=utf-8' } }),
      'web page',
    ],
    ['one that sends too much', serve(new Uint8Array([...bytes, 1])), 'more than'],
    ['one that sends nothing', serve(bytes, { until: 0 }), '0 of 50000'],
  ])('goes past %s, and names it where there is no other', async (_what, bad, reason) => {
    await download([bad, serve(bytes)]);
    expect(await stored()).toEqual(bytes);
    directory = memoryDirectory();
    const error: unknown = await download([bad]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'model-source', message: expect.stringContaining(reason) });
    expect(await stored()).toBeNull();
  });

  it('gives up on a source that falls silent', async () => {
    const silent: Answer = (_at, signal) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    await download([silent, serve(bytes)], { idleMs: 10 });
    expect(await stored()).toEqual(bytes);
  });

  it('asks for nothing where the space is too small, and names both numbers', async () => {
    await expect(download([serve(bytes)], { freeBytes: async () => 1_000 })).rejects.toMatchObject({
      code: 'quota-exceeded',
      message:
        'The download needs 0.1 MB more, and 0.0 MB to spare, and this browser has 0.0 MB left for it. Free some space, or take a smaller model.',
      details: { neededBytes: 50_000, freeBytes: 1_000 },
    });
    expect(requests).toEqual([]);
  });

  it.each([
    [59_999, 0, false],
    [60_000, 0, true],
    [119_999, 50_000, false],
    [120_000, 50_000, true],
  ])(
    'wants a fifth to spare: with %i bytes free and %i needed later, starts: %s',
    async (free, laterBytes, starts) => {
      const started = await download([serve(bytes)], { freeBytes: async () => free, laterBytes }).then(
        () => true,
        () => false,
      );
      expect(started).toBe(starts);
    },
  );

  it('needs room only for what is missing', async () => {
    await expect(download([serve(bytes, { until: 45_000 })])).rejects.toThrow();
    await download([serve(bytes)], { freeBytes: async () => 6_000 });
    expect(await stored()).toEqual(bytes);
  });

  it.each(['write', 'rename'])(
    'says so where the browser deletes the download before its %s',
    async (step) => {
      const gone = () => {
        throw new DOMException('gone', step === 'write' ? 'InvalidStateError' : 'NotFoundError');
      };
      const into: ModelDirectory = {
        ...directory,
        async open(name) {
          const open = await directory.open(name);
          if (step === 'write') open.write = gone;
          return open;
        },
        ...(step === 'rename' ? { rename: async () => gone() } : {}),
      };
      await expect(download([serve(bytes)], { into })).rejects.toMatchObject({
        code: 'storage-denied',
        message: expect.stringContaining('deleted the download'),
      });
    },
  );

  it('says quota-exceeded when the space runs out while it writes, and can go on later', async () => {
    let fullAt = 21_000;
    const into: ModelDirectory = {
      ...directory,
      async open(name) {
        const open = await directory.open(name);
        const write: typeof open.write = (source, options) => {
          if ((options?.at ?? 0) >= fullAt) throw new DOMException('full', 'QuotaExceededError');
          return open.write(source, options);
        };
        return new Proxy(open, {
          get: (target, key) => {
            if (key === 'write') return write;
            const value: unknown = Reflect.get(target, key);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
      },
    };
    await expect(download([serve(bytes)], { into })).rejects.toMatchObject({ code: 'quota-exceeded' });
    expect(await partSize(directory, file)).toBe(21_000);
    fullAt = Number.POSITIVE_INFINITY;
    await download([serve(bytes)], { into });
    expect(requests).toEqual(['0 from 0', '0 from 21000']);
    expect(await stored()).toEqual(bytes);
  });

  it('keeps what came when it is stopped, and rejects with the reason', async () => {
    const stop = new AbortController();
    onProgress.mockImplementation((received: number) => {
      if (received >= 14_000) stop.abort('paused');
    });
    const endless: Answer = (at, signal) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(bytes.slice(at, at + 14_000));
          signal?.addEventListener('abort', () => controller.error(signal.reason));
        },
      });
      return new Response(body);
    };
    await expect(download([endless], { signal: stop.signal })).rejects.toBe('paused');
    expect(await partSize(directory, file)).toBe(14_000);
  });

  it('notices a store that gives back other bytes than it took', async () => {
    let reads = 0;
    const into: ModelDirectory = {
      ...directory,
      async open(name) {
        const open = await directory.open(name);
        return new Proxy(open, {
          get: (target, key) => {
            const value: unknown = Reflect.get(target, key);
            if (typeof value !== 'function') return value;
            if (key !== 'read') return value.bind(target);
            return (buffer: Uint8Array, options: FileSystemReadWriteOptions) => {
              const count = target.read(buffer, options);
              buffer[0] = (buffer[0] ?? 0) ^ 1;
              reads += 1;
              return count;
            };
          },
        });
      },
    };
    await expect(download([serve(bytes)], { into })).rejects.toMatchObject({ code: 'hash-mismatch' });
    expect(reads).toBeGreaterThan(0);
    expect(await stored()).toBeNull();
  });

  it('does not count bytes as stored whose record was not written', async () => {
    await download([serve(bytes)]);
    await directory.remove(`${file.sha256}.json`);
    expect(await stored()).toBeNull();
  });

  it('says so where another tab holds the file open', async () => {
    const into: ModelDirectory = {
      ...directory,
      open: async () => {
        throw new DOMException('locked', 'NoModificationAllowedError');
      },
    };
    const error: unknown = await download([serve(bytes)], { into }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KingletError);
    expect(error).toMatchObject({ code: 'storage-denied', message: expect.stringContaining('another tab') });
  });

  it('names its part by the hash, so that two models share a file', () => {
    expect(partName(file)).toBe(`${file.sha256}.part`);
  });
});
