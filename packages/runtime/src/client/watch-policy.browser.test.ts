import { expect, test } from 'vitest';
import { watchPolicy } from './watch-policy.ts';

function violate(effectiveDirective: string, blockedURI: string, sample = ''): void {
  const facts = {
    violatedDirective: effectiveDirective,
    originalPolicy: '',
    statusCode: 0,
    disposition: 'enforce',
  } as const;
  document.dispatchEvent(
    new SecurityPolicyViolationEvent('securitypolicyviolation', {
      ...{ ...facts, effectiveDirective, blockedURI, sample, documentURI: location.href },
    }),
  );
}

test('tells what is blocked of ours, nothing of the host page’s own, and nothing once it is stopped', () => {
  const told: unknown[] = [];
  const stop = new AbortController();
  const found = ({ details }: { details: Readonly<Record<string, unknown>> }) =>
    told.push(details['directive']);
  watchPolicy('https://kinglet.example/frame/', { found, signal: stop.signal });
  violate('img-src', 'https://ads.example/pixel.gif');
  violate('script-src-elem', 'inline');
  violate('worker-src', 'blob');
  violate('script-src-elem', 'https://kinglet.example/assets/agent.js');
  violate('trusted-types', 'trusted-types-policy', 'lit-html');
  stop.abort();
  violate('connect-src', 'https://kinglet.example/models/a.gguf');
  expect(told).toEqual(['worker-src blob:', 'script-src https://kinglet.example', 'trusted-types lit-html']);
});
