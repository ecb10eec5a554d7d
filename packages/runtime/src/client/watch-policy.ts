import type { KingletError } from '@kinglet/spec';
import { policyReporter } from '../shared/index.ts';

/**
 * Tells, once each, what the host page's policy blocks of ours while `signal` is not aborted: our worker, scripts from the
 * origin of `frameUrl`, and the names of our Trusted Types policies. Blocked things of the host's own are not told.
 */
export function watchPolicy(
  frameUrl: string,
  { found, signal }: { found: (error: KingletError) => void; signal: AbortSignal },
): void {
  const { origin } = new URL(frameUrl);
  const ours = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) =>
    blockedURI.startsWith(origin) || effectiveDirective === 'trusted-types' || /^blob/.test(blockedURI);
  const report = policyReporter(frameUrl, found);
  document.addEventListener('securitypolicyviolation', (event) => ours(event) && report(event), { signal });
}
