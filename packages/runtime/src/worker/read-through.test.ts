import { describe, expect, it } from 'vitest';
import { readHeader, readThrough } from './read-through.ts';

const home = 'https://app.example/assets/main.js';
const page = 'https://owls.example/news';

/** A network where the service worker answers with this for our own address; null: there is none. */
function network(answer: { status: number; readFrom: string } | null) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const address = new Headers(init?.headers).get(readHeader);
    asked.push(address === null ? String(input) : `${input} for ${address}`);
    if (address === null) return new Response('the page itself');
    if (answer === null) return new Response('our own script');
    return new Response('a page', { status: answer.status, headers: { [readHeader]: answer.readFrom } });
  };
  return { asked, fetch };
}

describe('readThrough', () => {
  it('reads through the service worker, and says where that came from', async () => {
    const { asked, fetch } = network({ status: 200, readFrom: 'https://owls.example/moved' });
    const answer = await readThrough(fetch, home)(page);
    expect([answer.url, await answer.text()]).toEqual(['https://owls.example/moved', 'a page']);
    expect(asked).toEqual([`${home} for ${page}`]);
  });

  it('asks no second time where the service worker could not read it', async () => {
    const { asked, fetch } = network({ status: 502, readFrom: '' });
    await expect(readThrough(fetch, home)(page)).rejects.toBeInstanceOf(TypeError);
    expect(asked).toHaveLength(1);
  });

  it('asks by itself where there is no service worker, or where it is none of our site', async () => {
    for (const own of [home, 'blob:https://shop.example/1']) {
      const { fetch } = network(null);
      expect(await (await readThrough(fetch, own)(page)).text()).toBe('the page itself');
    }
  });
});
