import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { fetchPolicyFile } from './fetch-policy-file.ts';
import { openKeyValues } from './key-values.ts';

const catalogueUrl = 'https://kinglet.example/models/catalogue.json';
const rule = {
  task: 'the shop',
  tools: 'note(text)',
  adapter: 'shop-135m',
  since: '2026-11-25',
  evidence: { n: 40, correct: 36, low: 0.77 },
  against: { adapter: 'builtin-135m', n: 40, correct: 4, low: 0.04 },
};
const policy = { version: 1, rules: [rule] };
const { signal } = new AbortController();
const none = { version: 1, rules: [] };

async function fetched(answer: () => Promise<Response>, name: string) {
  const values = await openKeyValues(`policy-${name}`, { denied: () => {} });
  const asked: string[] = [];
  const fetch = async (url: string | URL) => {
    asked.push(String(url));
    return answer();
  };
  return { asked, policy: await fetchPolicyFile(catalogueUrl, { fetch, values, signal }) };
}

describe('fetchPolicyFile', () => {
  it('reads the file beside the catalogue', async () => {
    expect(await fetched(async () => Response.json(policy), 'there')).toEqual({
      asked: ['https://kinglet.example/models/router-policy.json'],
      policy,
    });
  });

  it.each([
    ['404', async () => new Response('', { status: 404 })],
    ['the page of the app', async () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    [
      'offline, for the first time',
      async () => {
        throw new TypeError('Failed to fetch');
      },
    ],
  ])('has no rules where there is no file: %s', async (name, answer) => {
    expect((await fetched(answer, name)).policy).toEqual(none);
  });

  it('has the rules of the last visit where the server cannot be reached', async () => {
    await fetched(async () => Response.json(policy), 'again');
    expect((await fetched(async () => new Response('', { status: 503 }), 'again')).policy).toEqual(policy);
    for (const status of [404, 503]) {
      expect((await fetched(async () => new Response('', { status }), 'again')).policy).toEqual(none);
    }
  });

  it.each([
    ['another version', JSON.stringify({ version: 2, rules: [] }), 'its version is 2'],
    ['no JSON', '{', 'it is not JSON'],
  ])('refuses %s', async (name, text, reason) => {
    await expect(fetched(async () => new Response(text), name)).rejects.toThrow(reason);
  });
});
