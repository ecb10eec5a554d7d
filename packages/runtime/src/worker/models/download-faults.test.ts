import { type FileServer, fileServer } from '@kinglet/testkit/file-server';
import { sha256 } from 'hash-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadFile } from './download-file.ts';
import { memoryDirectory } from './memory-directory.ts';
import { partSize, readStored } from './stored-files.ts';
import { failureStyles, faultRun, testFile, visitOptions } from './testing/fault-run.ts';

const sizeBytes = 400_000;
const plain = await testFile(sizeBytes, { hasChunks: false });
const chunked = await testFile(sizeBytes, { hasChunks: true });
const { content } = plain;
const wrong = content.map((byte) => byte ^ 1);

describe.each(failureStyles)('a download that breaks by %s', (style) => {
  it.each([1, 70_000, 399_000])('after %i bytes is whole after the next visit', async (cutAt) => {
    for (const one of [plain, chunked]) {
      const run = await faultRun(one, { cutAt, style });
      expect(run).toMatchObject({
        firstEnd: style === 'kill' ? 'The power is gone.' : 'model-source',
        isRight: true,
      });
    }
  });
});

describe('downloadFile from a server with faults', () => {
  let server: FileServer;
  let other: FileServer;
  let directory = memoryDirectory();

  beforeEach(async () => {
    directory = memoryDirectory();
    server = await fileServer(content);
    other = await fileServer(content);
  });
  afterEach(() => Promise.all([server.close(), other.close()]));

  const download = ({ file } = chunked, sources = [server.url]) =>
    downloadFile(file, sources, visitOptions(directory));
  /** The hash, since a comparison byte by byte is slow. */
  const stored = async () => {
    const blob = await readStored(directory, plain.file);
    return blob && sha256(new Uint8Array(await blob.arrayBuffer()));
  };

  it('asks for four ranges at a time', async () => {
    let open = 0;
    let most = 0;
    const options = visitOptions(directory);
    await downloadFile(plain.file, [server.url], {
      ...options,
      async fetch(url, init) {
        open += 1;
        most = Math.max(most, open);
        const body = await (await fetch(url, init)).arrayBuffer();
        open -= 1;
        return new Response(body, { status: 206 });
      },
    });
    expect(most).toBe(4);
    expect(await stored()).toBe(plain.file.sha256);
    expect(server.sentBytes).toBe(sizeBytes);
  });

  it('fetches a wrong chunk again alone', async () => {
    server.reply(({ index }) => (index === 2 ? { content: wrong } : {}));
    await download();
    expect(await stored()).toBe(plain.file.sha256);
    expect(server.requests.slice(7).map(({ range }) => range)).toEqual([server.requests[2]?.range]);
  });

  it('takes a chunk that stays wrong from the next source, and keeps all others', async () => {
    server.reply(({ range }) => (range?.start === 65_536 ? { content: wrong } : {}));
    await download(chunked, [server.url, other.url]);
    expect(await stored()).toBe(plain.file.sha256);
    expect(other.requests.map(({ range }) => range)).toEqual([{ start: 65_536, end: 131_072 }]);
  });

  it('names the wrong chunk where there is no other source, and asks for it alone next time', async () => {
    server.reply(({ range }) => (range?.start === 65_536 ? { content: wrong } : {}));
    await expect(download()).rejects.toMatchObject({
      code: 'hash-mismatch',
      message: expect.stringContaining('bytes 65536 to 131071'),
    });
    server.reply(() => ({}));
    const before = server.requests.length;
    await download();
    expect(server.requests.slice(before).map(({ range }) => range)).toEqual([
      { start: 65_536, end: 131_072 },
    ]);
  });

  it('streams the whole file from a server that knows no ranges', async () => {
    server.reply(() => ({ knowsRanges: false }));
    await download(plain);
    expect(await stored()).toBe(plain.file.sha256);
    expect(server.requests).toHaveLength(1);
  });

  it('drops the wrong chunk of a stream that broke, and takes it from the next source', async () => {
    const oneWrong = content.slice();
    oneWrong[70_000] = (content[70_000] ?? 0) ^ 1;
    const cut = { atSent: 300_000, style: 'end' } as const;
    server.reply(() => ({ knowsRanges: false, content: oneWrong, cut }));
    await download(chunked, [server.url, other.url]);
    expect(await stored()).toBe(plain.file.sha256);
    expect(other.sentBytes).toBe(100_000 + 65_536);
  });

  it('goes on where a server stops to know ranges half way', async () => {
    server.reply(({ index }) => ({ knowsRanges: index < 3 }));
    await download(plain);
    expect(await stored()).toBe(plain.file.sha256);
  });

  it('takes the rest elsewhere where web pages come half way', async () => {
    server.reply(({ index }) => (index < 3 ? {} : { status: 200, contentType: 'text/html', content: wrong }));
    await download(plain, [server.url, other.url]);
    expect(await stored()).toBe(plain.file.sha256);
    expect(other.sentBytes).toBeLessThan(sizeBytes - 2 * 65_536);
  });

  it.each([
    ['a wrong size', { claimedSize: 500_000 }, 'has a file of 500000 bytes, where 400000 are right'],
    ['another place', { claimedStart: 7 }, 'sent other bytes'],
  ])('refuses a server that claims %s before it takes a byte', async (_what, lie, reason) => {
    server.reply(() => lie);
    await expect(download(plain)).rejects.toMatchObject({
      code: 'model-source',
      message: expect.stringContaining(reason),
    });
    expect(await partSize(directory, plain.file)).toBe(0);
    await download(plain, [server.url, other.url]);
    expect(await stored()).toBe(plain.file.sha256);
  });

  it('drops what came from an older edition of a file whose chunks nobody knows', async () => {
    server.reply(({ sentBefore }) => ({
      etag: '"old"',
      content: wrong,
      cut: { atSent: Math.max(sentBefore, 200_000), style: 'end' },
    }));
    await expect(download(plain)).rejects.toMatchObject({ code: 'model-source' });
    expect(await partSize(directory, plain.file)).toBeGreaterThan(100_000);
    const before = server.sentBytes;
    server.reply(() => ({ etag: '"new"' }));
    await download(plain);
    expect(await stored()).toBe(plain.file.sha256);
    expect(server.sentBytes - before).toBe(sizeBytes);
  });

  it('keeps proven chunks when the edition changes', async () => {
    server.reply(() => ({ etag: '"old"', cut: { atSent: 300_000, style: 'end' } }));
    await expect(download()).rejects.toMatchObject({ code: 'model-source' });
    server.reply(() => ({ etag: '"new"' }));
    const before = server.sentBytes;
    await download();
    expect(await stored()).toBe(plain.file.sha256);
    expect(server.sentBytes - before).toBeLessThan(sizeBytes);
  });

  it('notices a file that changes while it is fetched', async () => {
    server.reply(({ index }) => ({ etag: `"${index}"` }));
    await expect(download(plain)).rejects.toMatchObject({
      code: 'model-source',
      message: expect.stringContaining('changed its file while it was fetched'),
    });
  });

  it('ends where a source serves wrong bytes over a line that breaks', async () => {
    server.reply(({ sentBefore }) => ({
      content: wrong,
      cut: { atSent: sentBefore + 40_000, style: 'reset' },
    }));
    await expect(download(plain)).rejects.toMatchObject({ code: 'hash-mismatch' });
    expect(await partSize(directory, plain.file)).toBe(0);
  });

  it('throws away, of a store that changes bytes later, the wrong chunk alone', async () => {
    let changed = false;
    const options = visitOptions({
      ...directory,
      async open(name) {
        const file = await directory.open(name);
        const onVerify = () => {
          if (changed) return;
          changed = true;
          file.write(new Uint8Array(1), { at: 70_000 });
        };
        if (name.endsWith('.part')) later = onVerify;
        return file;
      },
    });
    let later = () => {};
    const run = () => downloadFile(chunked.file, [server.url], { ...options, onVerify: () => later() });
    await expect(run()).rejects.toMatchObject({
      code: 'hash-mismatch',
      message: expect.stringContaining('reads back wrong'),
    });
    const before = server.requests.length;
    await run();
    expect(await stored()).toBe(plain.file.sha256);
    expect(server.requests.slice(before).map(({ range }) => range)).toEqual([
      { start: 65_536, end: 131_072 },
    ]);
  });
});
