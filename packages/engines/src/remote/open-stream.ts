import { type Clock, type JsonObject, KingletError } from '@kinglet/spec';
import type { Deadline } from './deadline.ts';
import { authorization, type Endpoint } from './endpoint.ts';
import { type Refusal, readRefusal } from './response-error.ts';

/** The part of `fetch` that is used, so that a test or a proxy can stand in. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface OpenOptions {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly deadline: Deadline;
}

export type Opened =
  | { readonly body: ReadableStream<Uint8Array>; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly body?: never };

/**
 * Sends one request and returns its event stream, or what the server said in place of one. Sends no cookie and no
 * referrer, and follows no redirect. Throws `network`, `remote-failed`, `invalid-input`, or the deadline's reason.
 */
export async function openStream(wireBody: JsonObject, options: OpenOptions): Promise<Opened> {
  const { endpoint, key, clock, deadline } = options;
  const headers = { ...authorization(key), 'content-type': 'application/json', accept: 'text/event-stream' };
  deadline.enter('connect');
  const response = await send(JSON.stringify(wireBody), headers, options);
  deadline.enter('idle');

  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    await response.body?.cancel();
    throw new KingletError(
      'remote-failed',
      `${endpoint.host} redirects to another address, which was not followed. Enter the final address as base URL.`,
      { details: { host: endpoint.host } },
    );
  }
  if (!response.ok) {
    const refusal = await readRefusal(response, key, clock);
    deadline.signal.throwIfAborted();
    return { refusal };
  }
  const contentType = response.headers.get('content-type') ?? '';
  if (!response.body || !/^text\/event-stream\b/i.test(contentType)) {
    await response.body?.cancel();
    throw notAStream(contentType, endpoint.host);
  }
  return { body: response.body };
}

async function send(
  body: string,
  headers: Record<string, string>,
  { endpoint, fetch, deadline }: OpenOptions,
): Promise<Response> {
  try {
    return await fetch(endpoint.url, {
      method: 'POST',
      headers,
      body,
      signal: deadline.signal,
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
  } catch (cause) {
    deadline.signal.throwIfAborted();
    if (cause instanceof KingletError) throw cause;
    throw new KingletError(
      'network',
      `${endpoint.host} could not be reached. Check that you are online, that the base URL is right, and that the endpoint allows requests from web pages (CORS).`,
      { details: { host: endpoint.host }, cause },
    );
  }
}

function notAStream(contentType: string, host: string): KingletError {
  const html = /html/i.test(contentType);
  const what = html ? 'a web page' : contentType === '' ? 'no content type' : `${contentType.slice(0, 60)}`;
  const next = html
    ? 'Sign in to the network if it asks you to, and check that the base URL is that of the API.'
    : 'Check that the base URL is that of an OpenAI-compatible API with streaming.';
  return new KingletError(
    'remote-failed',
    `${host} answered with ${what} in place of an event stream. ${next}`,
    {
      details: { host, contentType: contentType.slice(0, 60) },
    },
  );
}
