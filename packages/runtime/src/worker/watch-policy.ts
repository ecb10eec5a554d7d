import type { KingletError } from '@kinglet/spec';
import { policyReporter } from '../shared/index.ts';

/** Tells, once each, what the host page's policy blocks in this worker, which a page does not hear of. */
export function watchPolicy(frameUrl: string, found: (error: KingletError) => void): void {
  const report = policyReporter(frameUrl, found);
  addEventListener('securitypolicyviolation', (event) => {
    if (event instanceof SecurityPolicyViolationEvent) report(event);
  });
}
