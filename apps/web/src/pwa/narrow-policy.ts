/** One origin, or all hosts below a name, as a source of a policy, and nothing that could end the directive. */
const source = /^https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?$|^https?:\/\/\[[\da-f:]+\](?::\d{1,5})?$/;

/** The policy with `connect-src` narrowed to its own origin and these; as it is where it has no such directive. */
export function narrowPolicy(policy: string, origins: Iterable<string>): string {
  const sources = ["'self'", ...new Set([...origins].filter((origin) => source.test(origin)))];
  return policy.replace(
    /(^|;\s*)connect-src [^;]*/,
    (_, start: string) => `${start}connect-src ${sources.join(' ')}`,
  );
}

/** Origins of the sources that a catalogue names; none where it cannot be read. */
export function sourceOrigins(catalogue: string): readonly string[] {
  const found = new Set<string>();
  const note = (key: string, value: unknown): unknown => {
    if (key !== 'sources' || !Array.isArray(value)) return value;
    for (const address of value) if (URL.canParse(address)) found.add(new URL(address).origin);
    return value;
  };
  try {
    JSON.parse(catalogue, note);
  } catch {
    // The app says so.
  }
  return [...found];
}
