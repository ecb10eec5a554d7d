import { KingletError } from '@kinglet/spec';

/** Where requests go: nothing but this address is ever fetched. */
export interface Endpoint {
  /** Full address of `chat/completions`. */
  readonly url: string;
  /** Host with its port, for people and for the log. */
  readonly host: string;
}

/**
 * Reads a base URL such as `https://api.openai.com/v1`; a trailing slash or `/chat/completions` is forgiven.
 * `invalid-input` unless it is https, or http to this device.
 */
export function readEndpoint(baseUrl: string): Endpoint {
  const url = URL.parse(baseUrl.trim());
  if (!url) throw invalidUrl('is not a web address');
  if (url.username !== '' || url.password !== '') {
    throw invalidUrl('carries a user name or password; enter the key in its own field');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisDevice(url.hostname))) {
    throw invalidUrl(`starts with ${url.protocol}; allowed are https:, and http: to localhost or 127.0.0.1`);
  }
  const base = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  url.pathname = `${base}/chat/completions`;
  url.hash = '';
  return { url: url.href, host: url.host };
}

/**
 * The `Authorization` header for a key; none without a key. `invalid-input`, without a word of the key, where it has
 * characters that no key has: a space, a line break, anything beyond ASCII.
 */
export function authorization(key: string | null): Record<string, string> {
  if (key === null || key === '') return {};
  const bad = key.search(/[^\x21-\x7e]/);
  if (bad >= 0) {
    throw new KingletError(
      'invalid-input',
      `Character ${bad + 1} of the key is a space, a line break or not ASCII. Copy the key again, without what surrounds it.`,
      { details: { position: bad + 1, length: key.length } },
    );
  }
  return { authorization: `Bearer ${key}` };
}

/** Not `[::1]`: no Content-Security-Policy can name it. */
function isThisDevice(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1';
}

function invalidUrl(what: string): KingletError {
  return new KingletError(
    'invalid-input',
    `The base URL ${what}. Enter one such as https://api.openai.com/v1 or http://localhost:11434/v1.`,
  );
}
