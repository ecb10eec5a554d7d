import { describe, expect, test } from 'vitest';
import { call } from '../testing/tool-context.ts';
import { cutAt, pageOf } from './page-result.ts';
import { readMore } from './read-more.ts';

const sentences = Array.from({ length: 400 }, (_, index) => `This is sentence ${index}. `).join('');
const handleIn = (page: string) => /handle (r\d+\.\d+)/.exec(page)?.[1] ?? '';

describe('pages of a result', () => {
  test('put together they are the whole, none too long, each ended at a sentence', async () => {
    const results = [{ id: 'r1', text: sentences, untrusted: false }];
    const cut = { results, maxLength: 1_000 };
    let page = pageOf({ id: 'r1', text: sentences }, { from: 0, maxLength: 1_000 });
    const pages = [page];
    while (handleIn(page) !== '') {
      page = (await call(readMore, { handle: handleIn(page) }, { cut })).content;
      pages.push(page);
    }
    expect(pages.every(({ length }) => length <= 1_000)).toBe(true);
    const bodies = pages.map((each) => each.replace(/\n\[cut: .*\]$/, ''));
    expect(bodies.slice(0, -1).every((body) => body.endsWith('.'))).toBe(true);
    expect(bodies.join(' ')).toBe(sentences);
  });

  test('never cut a pair of surrogates, nor stand still where there is no end', () => {
    const text = '😀'.repeat(2_000);
    for (let from = 0; from < text.length; ) {
      const page = pageOf({ id: 'r1', text }, { from, maxLength: 501 });
      expect(page.isWellFormed()).toBe(true);
      const next = Number(/\.(\d+) to go on/.exec(page)?.[1] ?? text.length);
      expect(next).toBeGreaterThan(from);
      from = next;
    }
  });

  test('a handle of none says so, whatever stands in it', async () => {
    const results = [{ id: 'r1', text: 'short', untrusted: false }];
    for (const handle of ['r2.0', 'r1.5', 'r1', 'r1.-1', '__proto__', '', 'r1.1e3']) {
      expect(cutAt(handle, results)).toBeNull();
      const cut = { results, maxLength: 100 };
      expect(await call(readMore, { handle }, { cut })).toMatchObject({ failed: true });
    }
    expect(await call(readMore, { handle: 'r1.0' })).toMatchObject({ failed: true });
  });

  test('what it gives is as untrusted as the result was', async () => {
    const of = (untrusted: boolean) => ({
      cut: { results: [{ id: 'r1', text: 'abc', untrusted }], maxLength: 100 },
    });
    expect(await call(readMore, { handle: 'r1.1' }, of(true))).toMatchObject({
      content: 'bc',
      untrusted: true,
    });
    expect((await call(readMore, { handle: 'r1.1' }, of(false))).untrusted).toBeUndefined();
  });
});
