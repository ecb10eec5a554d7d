import { expect, test } from 'vitest';
import { missingDirective, policyError, policyReporter } from './host-policy.ts';

const violation = { effectiveDirective: 'connect-src', blockedURI: '', sample: '', disposition: 'enforce' };

test.each([
  ['worker-src', 'blob', 'worker-src blob:'],
  ['worker-src', 'blob:https://shop.example/1-2', 'worker-src blob:'],
  ['script-src', 'wasm-eval', "script-src 'wasm-unsafe-eval'"],
  ['script-src-elem', 'https://kinglet.example/assets/main.js', 'script-src https://kinglet.example'],
  ['connect-src', 'https://kinglet.example/models/a.gguf', 'connect-src https://kinglet.example'],
  ['style-src-attr', 'inline', 'style-src'],
])('%s and %s: the policy lacks %s', (effectiveDirective, blockedURI, lacks) => {
  expect(missingDirective({ ...violation, effectiveDirective, blockedURI })).toBe(lacks);
});

test('a name that Trusted Types do not allow is named', () => {
  const blocked = { ...violation, effectiveDirective: 'trusted-types', blockedURI: 'trusted-types-policy' };
  expect(missingDirective({ ...blocked, sample: 'lit-html|' })).toBe('trusted-types lit-html');
});

test('a plain text where a Trusted Type must be is not the policy’s want', () => {
  expect(missingDirective({ ...violation, effectiveDirective: 'require-trusted-types-for' })).toBeNull();
});

test('what is only reported was not blocked', () => {
  expect(missingDirective({ ...violation, disposition: 'report' })).toBeNull();
});

test('the error says what to add, and what to do where nothing can be added', () => {
  const error = policyError('worker-src blob:', 'https://kinglet.example/frame/');
  expect(error.message).toContain('"worker-src blob:"');
  expect(error.message).toContain('<iframe src="https://kinglet.example/frame/">');
  expect(error.message).toContain('"frame-src https://kinglet.example"');
  expect(error.details).toEqual({ directive: 'worker-src blob:' });
});

test('each directive is told once', () => {
  const told: string[] = [];
  const report = policyReporter('https://kinglet.example/frame/', ({ details }) =>
    told.push(String(details['directive'])),
  );
  const worker = { ...violation, effectiveDirective: 'worker-src', blockedURI: 'blob' };
  for (const each of [worker, worker, { ...worker, disposition: 'report' }, violation, worker]) report(each);
  expect(told).toEqual(['worker-src blob:', 'connect-src']);
});
