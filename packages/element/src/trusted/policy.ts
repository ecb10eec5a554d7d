/**
 * A Trusted Types policy, or, where the browser has none, the same functions without the types. The names are
 * `kinglet-markdown` and `kinglet-url`: a host page whose CSP lists `trusted-types` must name both, and `lit-html`.
 */
export interface Policy {
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

/** Makes a policy. The values it gives are typed as text, which is how the DOM's sinks are typed. */
export function createPolicy(name: string, rules: Policy): Policy {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  return factory ? factory.createPolicy(name, rules) : rules;
}
