import { expect, test } from 'vitest';
import { documentHeaders, netlifyHeaders, nginxConf } from './headers.ts';

test('a document keeps its whole policy, whether a host joins the values of two rules or takes the later one', () => {
  const [everything = '', ...documents] = netlifyHeaders().split(/\n(?=\/)/);
  const policyOf = (rule: string) => /^ {2}Content-Security-Policy: (.+)$/m.exec(rule)?.[1];
  expect(policyOf(everything)).toContain("default-src 'none'");
  const framed = documents.filter((rule) => rule.startsWith('/frame/'));
  expect(documents).toHaveLength(6);
  expect(framed).toHaveLength(2);
  for (const rule of framed) expect(policyOf(rule)).toMatch(/frame-ancestors \*$/);
  for (const rule of documents.slice(0, 4)) {
    expect(policyOf(rule)).toBe(documentHeaders['Content-Security-Policy']);
    expect(policyOf(rule)).toContain("frame-ancestors 'none'");
  }
});

test('the sample for nginx leaves the types of other files alone', () => {
  const ofServer = nginxConf().replace(/^location[^\n]*\{\n(?: {2}.*\n)*\}$/gm, '');
  expect(ofServer.replace(/^#.*$/gm, '').trim()).toBe('');
});
