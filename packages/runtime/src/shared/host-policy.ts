import { KingletError } from '@kinglet/spec';

/** What a browser says of something that the page's Content-Security-Policy blocked: CSP 3, `SecurityPolicyViolationEvent`. */
export interface PolicyViolation {
  readonly effectiveDirective: string;
  readonly blockedURI: string;
  /** The name of a Trusted Types policy, where one was blocked. */
  readonly sample: string;
  /** `report` blocks nothing. */
  readonly disposition: string;
}

/**
 * What the policy lacks, such as `worker-src blob:`; null where nothing was blocked, or for want of a Trusted Type, which no
 * words of the policy give.
 */
export function missingDirective(violation: PolicyViolation): string | null {
  const { effectiveDirective, blockedURI, sample, disposition } = violation;
  if (disposition === 'report' || effectiveDirective === 'require-trusted-types-for') return null;
  const directive = effectiveDirective.replace(/-(elem|attr)$/, '');
  if (directive === 'trusted-types') return `trusted-types ${sample.split('|')[0]}`;
  if (blockedURI === 'wasm-eval') return `${directive} 'wasm-unsafe-eval'`;
  if (blockedURI === 'blob') return `${directive} blob:`;
  const [source] = blockedURI.match(/^blob:|^\w+:\/\/[^/]+/) ?? [];
  return source ? `${directive} ${source}` : directive;
}

/** Takes violations and tells of each directive that is missing once. */
export function policyReporter(
  frameUrl: string,
  found: (error: KingletError) => void,
): (violation: PolicyViolation) => void {
  const told = new Set<string>();
  return (violation) => {
    const directive = missingDirective(violation);
    if (directive === null || told.has(directive)) return;
    told.add(directive);
    found(policyError(directive, frameUrl));
  };
}

/** For the site's author: which words to add, and the way that needs none of them. */
export function policyError(directive: string, frameUrl: string): KingletError {
  return new KingletError(
    'unsupported',
    `This page's Content-Security-Policy blocks the assistant: it lacks "${directive}". Add that to the policy, or embed the assistant by <iframe src="${frameUrl}">, which needs no more than "frame-src ${frameUrl.match(/^\w+:\/\/[^/]+/)?.[0]}".`,
    { details: { directive } },
  );
}
