import { expect, test } from 'vitest';
import { narrowPolicy, sourceOrigins } from './narrow-policy.ts';

const served =
  "default-src 'none'; script-src 'self'; connect-src 'self' https: http://localhost:*; base-uri 'none'";

test('only connect-src changes, to the origins that are given', () => {
  const narrow = narrowPolicy(served, [
    'https://api.example',
    'http://localhost:11434',
    'https://api.example',
  ]);
  expect(narrow).toContain("; connect-src 'self' https://api.example http://localhost:11434;");
  const without = (policy: string) => policy.replace(/connect-src [^;]*/, '');
  expect(without(narrow)).toBe(without(served));
  expect(served).toContain("connect-src 'self' https:");
});

test.each([
  'https://a.example; script-src *',
  'https:',
  '*',
  "https://a.example 'unsafe-eval'",
  'https://a.example/path',
  'data:',
])('an origin cannot bring in more than itself: %s', (origin) => {
  expect(narrowPolicy(served, [origin])).toContain("connect-src 'self';");
});

test('a policy without connect-src stays as it is', () => {
  expect(narrowPolicy("default-src 'none'", ['https://a.example'])).toBe("default-src 'none'");
});

test('hosts below a name are a source, and no wider pattern is', () => {
  const narrow = narrowPolicy(served, ['https://*.hub.example', 'https://*', 'https://*.hub.*']);
  expect(narrow).toContain("connect-src 'self' https://*.hub.example;");
});

test('the origins of a catalogue are those of its sources', () => {
  const models = [
    { cited: ['https://cited.example/'], files: [{ sources: ['https://hub.example/a', 'models/b'] }] },
  ];
  expect(sourceOrigins(JSON.stringify({ models }))).toEqual(['https://hub.example']);
  expect(sourceOrigins('<html>')).toEqual([]);
});
