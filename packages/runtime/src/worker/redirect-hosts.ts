/** Where a hub sends who asks it for a file; a policy holds each step of a redirect to its list. */
const fileHosts: Readonly<Record<string, readonly string[]>> = {
  'https://huggingface.co': ['https://*.huggingface.co', 'https://*.hf.co'],
};

/** As sources of a policy: the hosts to which these origins redirect, as far as they are known. */
export function redirectHosts(origins: Iterable<string>): readonly string[] {
  return [...origins].flatMap((origin) => fileHosts[origin] ?? []);
}
