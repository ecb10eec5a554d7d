/** One origin as a source of a policy, and nothing that could end the directive. */
const source = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$|^https?:\/\/\[[\da-f:]+\](?::\d{1,5})?$/;

/** The policy with `connect-src` narrowed to its own origin and these; as it is where it has no such directive. */
export function narrowPolicy(policy: string, origins: Iterable<string>): string {
  const sources = ["'self'", ...new Set([...origins].filter((origin) => source.test(origin)))];
  return policy.replace(
    /(^|;\s*)connect-src [^;]*/,
    (_, start: string) => `${start}connect-src ${sources.join(' ')}`,
  );
}

/** Origins of all addresses in a text, such as the catalogue's. */
export function originsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/https?:\/\/[^/"\\\s?#]+/g)].map(([origin]) => origin))];
}
