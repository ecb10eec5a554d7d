import { createReadStream, statSync } from 'node:fs';
import { Transform } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Middleware } from './site.ts';

/** The default model's file. */
export const modelPath = fileURLToPath(
  new URL('../../public/models/SmolLM2-135M-Instruct.Q4_1.gguf', import.meta.url),
);

/** How the model's file is served. */
export interface ModelServing {
  /** `Range` headers of the requests, empty text where there was none. */
  readonly ranges: string[];
  /** Rate while true: about 2 MB/s for each answer, else as fast as it goes. */
  slow: boolean;
  /** Serves that many requests with one byte changed. */
  corrupt: number;
  /** Cuts the connection of that many requests after half of the answer. */
  cut: number;
}

/** Serves the model in front of the site, by range, with faults; all else goes on to the site. */
export function modelServer(faults: Partial<Omit<ModelServing, 'ranges'>> = {}): {
  serving: ModelServing;
  before: Middleware;
} {
  const serving: ModelServing = { ranges: [], slow: false, corrupt: 0, cut: 0, ...faults };
  const size = statSync(modelPath).size;

  const before: Middleware = (request, response, next) => {
    if (!/\/models\/[^/]+\.gguf/.test(request.url ?? '') || request.method !== 'GET') return next();
    const range = request.headers.range ?? '';
    serving.ranges.push(range);
    const [, from = '0', to = `${size - 1}`] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const [start, end] = [Number(from), Number(to)];
    response.writeHead(range ? 206 : 200, {
      'content-length': String(end + 1 - start),
      'accept-ranges': 'bytes',
      ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
    });
    let sent = 0;
    const corrupt = serving.corrupt > 0;
    const cut = serving.cut > 0;
    if (corrupt) serving.corrupt -= 1;
    if (cut) serving.cut -= 1;
    const fault = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sent += chunk.byteLength;
        if (cut && sent > (end - start) / 2) return void response.destroy();
        if (corrupt && sent === chunk.byteLength) chunk[1000] = (chunk[1000] ?? 0) ^ 1;
        setTimeout(() => done(null, chunk), serving.slow ? 32 : 0);
      },
    });
    createReadStream(modelPath, { start, end, highWaterMark: 64 * 1024 })
      .pipe(fault)
      .pipe(response);
    response.on('close', () => fault.destroy());
  };
  return { serving, before };
}
