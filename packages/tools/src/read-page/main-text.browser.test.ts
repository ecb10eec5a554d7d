import { describe, expect, it } from 'vitest';
import { call } from '../testing/tool-context.ts';
import { mainText } from './main-text.ts';
import { readPage } from './read-page.ts';

describe('read in a real browser', () => {
  it('finds the article without the page of the tab', async () => {
    const text = '<p>Owls hunt at night, with silent wings and very good ears. </p>'.repeat(12);
    const page = `<html><head><title>Owls</title></head><body><nav>Shop</nav><article>${text}</article></body></html>`;
    const found = await mainText(page);
    expect(found.title).toBe('Owls');
    expect(found.text).toContain('silent wings');
    expect(found.text).not.toContain('Shop');
  });

  it('offers to paste where CORS forbids it', async () => {
    const refused = readPage({ fetch: globalThis.fetch.bind(globalThis) });
    const outcome = await call(refused, { url: `http://127.0.0.1:1/` });
    expect(outcome).toMatchObject({ failed: true, content: expect.stringContaining('paste it here') });
  });
});
