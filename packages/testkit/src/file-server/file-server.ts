import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A request as the server saw it. */
export interface FileRequest {
  /** From 0, in the order of arrival. */
  readonly index: number;
  /** What was asked for, `end` exclusive; null where no range was. */
  readonly range: { readonly start: number; readonly end: number } | null;
  /** What the server had sent before, of all requests. */
  readonly sentBefore: number;
}

/** How one request is answered. What is left out is answered well. */
export interface FileReply {
  readonly status?: number;
  readonly contentType?: string;
  readonly etag?: string;
  /** Served in place of the file. */
  readonly content?: Uint8Array;
  /** False: the whole file, whatever was asked for. */
  readonly knowsRanges?: boolean;
  /** What `Content-Range` says of the file's size, and of a range's first byte. */
  readonly claimedSize?: number;
  readonly claimedStart?: number;
  /** Once that many bytes were sent, of all requests: `reset` breaks the line, `end` ends the answer, `stall` says no more. */
  readonly cut?: { readonly atSent: number; readonly style: CutStyle };
  /** Of all answers together, as a line has it. */
  readonly bytesPerSecond?: number;
}

export type CutStyle = 'reset' | 'end' | 'stall';

export interface FileServer {
  /** Such as `http://127.0.0.1:41234/file.bin`. */
  readonly url: string;
  readonly requests: readonly FileRequest[];
  /** Body bytes of all answers. */
  readonly sentBytes: number;
  reply(next: (request: FileRequest) => FileReply): void;
  /** Cuts all connections and stops. */
  close(): Promise<void>;
}

const pieceBytes = 16 * 1024;

/** Starts a real HTTP server that serves one file by range, open to all origins, with the faults that are asked for. */
export async function fileServer(content: Uint8Array): Promise<FileServer> {
  const requests: FileRequest[] = [];
  let sentBytes = 0;
  let replyTo: (request: FileRequest) => FileReply = () => ({});
  let lineFreeAtMs = 0;

  /** Waits for as long as the line is taken by these bytes and by what was sent before. */
  async function onLine(bytes: number, bytesPerSecond: number): Promise<void> {
    lineFreeAtMs = Math.max(lineFreeAtMs, performance.now()) + (1000 * bytes) / bytesPerSecond;
    await wait(lineFreeAtMs - performance.now());
  }

  async function send(
    response: ServerResponse,
    body: Uint8Array,
    { cut, bytesPerSecond }: FileReply,
  ): Promise<void> {
    for (let at = 0; at < body.length; ) {
      if (response.destroyed) return;
      const left = cut ? cut.atSent - sentBytes : Number.POSITIVE_INFINITY;
      if (left <= 0 && cut?.style === 'stall') return;
      if (left <= 0 && cut?.style === 'reset') return void response.destroy();
      if (left <= 0) break;
      const piece = body.subarray(at, at + Math.min(pieceBytes, left));
      sentBytes += piece.length;
      at += piece.length;
      await new Promise<void>((resolve) => void response.write(piece, () => resolve()));
      if (bytesPerSecond) await onLine(piece.length, bytesPerSecond);
    }
    response.end();
  }

  async function answer({ headers, method }: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = {
      index: requests.length,
      range: rangeOf(headers.range, content.length),
      sentBefore: sentBytes,
    };
    requests.push(request);
    const reply = replyTo(request);
    const { content: served = content, knowsRanges = true, claimedSize = served.length } = reply;
    const range = knowsRanges && reply.status === undefined ? request.range : null;
    const body = range ? served.subarray(range.start, range.end) : served;
    response.writeHead(reply.status ?? (range ? 206 : 200), {
      'content-type': reply.contentType ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Content-Range',
      ...(reply.etag === undefined ? {} : { etag: reply.etag }),
      // Without it an answer may end early without breaking HTTP.
      ...(reply.cut ? {} : { 'content-length': body.length }),
      ...(range
        ? { 'content-range': `bytes ${reply.claimedStart ?? range.start}-${range.end - 1}/${claimedSize}` }
        : {}),
    });
    if (method === 'HEAD') response.end();
    else await send(response, body, reply);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.bin`,
    requests,
    get sentBytes() {
      return sentBytes;
    },
    reply(next) {
      replyTo = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function rangeOf(header: string | undefined, size: number): FileRequest['range'] {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (start === undefined) return null;
  return { start: Number(start), end: end ? Math.min(Number(end) + 1, size) : size };
}
