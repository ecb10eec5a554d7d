import type { Json, JsonObject } from '@kinglet/spec';
import { isPrivateHost } from './private-host.ts';

/** The part of the WHATWG URL that is read here; every realm that runs Kinglet has it. */
interface ParsedAddress {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly host: string;
  readonly href: string;
  hash: string;
}

const { URL } = globalThis as unknown as { URL: new (text: string) => ParsedAddress };

const schemed = /^[a-z][a-z0-9+.-]*:/i;
const bareHost = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?=$|[/?#:])/iu;

/**
 * One canonical text for all spellings of an http(s) address, or null where it is none: parsed by the WHATWG rules (host
 * lower-case and in punycode, default port dropped), fragment dropped since it is never sent. `example.com/x` reads as
 * `https://example.com/x`. An address with a user name or a password has no key: nobody allows one by accident.
 */
export function addressKey(text: string): string | null {
  const trimmed = text.trim();
  const isBare = bareHost.test(trimmed);
  if (!isBare && !schemed.test(trimmed)) return null;
  try {
    const parsed = new URL(isBare ? `https://${trimmed}` : trimmed);
    if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return null;
    if (parsed.username !== '' || parsed.password !== '' || parsed.hostname === '') return null;
    parsed.hash = '';
    return parsed.href;
  } catch {
    return null;
  }
}

/**
 * True for an http(s) address on this device or in a network around it, however it is spelled: by the host that a browser reads in
 * it. False for what is no address.
 */
export function isPrivateAddress(text: string): boolean {
  const key = addressKey(text);
  return key !== null && isPrivateHost(new URL(key).hostname);
}

/**
 * Keys of the addresses that stand in a text, each read whole: up to white space, a quote or an angle bracket, less the
 * punctuation of the sentence around it. A part of an address is never an address of its own.
 */
export function addressesIn(text: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const [token] of text.matchAll(/[^\s<>"'`]+/gu)) {
    const key = addressKey(withoutSentence(token));
    if (key !== null) keys.add(key);
  }
  return keys;
}

/** The hosts, with their ports, of the addresses that a call's arguments name, sorted, with spaces between; null where none does. */
export function targetHost(args: JsonObject): string | null {
  const hosts = new Set(addressesOf(args).map((address) => new URL(address).host));
  return hosts.size === 0 ? null : [...hosts].sort().join(' ');
}

function addressesOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [...addressesIn(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(addressesOf);
}

/** Takes off `(`, `[label](` before an address and `.`, `)`, `]` and the like after it; balanced brackets stay. */
function withoutSentence(token: string): string {
  const text = token.replace(/^(?:\[[^\]]*\]\(|[([{])+/u, '');
  const open = new Map<string, number>();
  for (const character of text) {
    const closing = closingOf[character];
    if (closing !== undefined) open.set(closing, (open.get(closing) ?? 0) + 1);
    else if (')]}'.includes(character)) open.set(character, (open.get(character) ?? 0) - 1);
  }
  let end = text.length;
  for (; end > 0; end -= 1) {
    const last = text[end - 1] ?? '';
    const balance = open.get(last) ?? 0;
    if (')]}'.includes(last) && balance < 0) open.set(last, balance + 1);
    else if (!/[.,;:!?…]/u.test(last)) break;
  }
  return text.slice(0, end);
}

const closingOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
