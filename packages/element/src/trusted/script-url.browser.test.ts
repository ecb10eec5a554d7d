import { expect, test } from 'vitest';
import { trustedScriptUrl } from './script-url.ts';

test('an address of our own origin passes, relative ones too', () => {
  expect(String(trustedScriptUrl('/sw.js'))).toBe(`${location.origin}/sw.js`);
  expect(String(trustedScriptUrl(new URL('a.js', location.href)))).toMatch(/a\.js$/);
});

test.each([
  'https://evil.example/worker.js',
  'data:text/javascript,1',
  'javascript:1',
  `blob:${location.origin}/1`,
])('a script from %s is refused', (url) => {
  expect(() => trustedScriptUrl(url)).toThrow('was refused');
});
