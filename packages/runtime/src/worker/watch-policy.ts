import type { KingletError } from '@kinglet/spec';
import { missingDirective, policyError } from '../shared/index.ts';

/** Tells, once each, what the host page's policy blocks in this worker, which a page does not hear of. */
export function watchPolicy(frameUrl: string, found: (error: KingletError) => void): void {
  const told = new Set<string>();
  addEventListener('securitypolicyviolation', (event) => {
    const directive = event instanceof SecurityPolicyViolationEvent ? missingDirective(event) : null;
    if (directive === null || told.has(directive)) return;
    told.add(directive);
    found(policyError(directive, frameUrl));
  });
}
