/**
 * How the tools have changed since a specialist learned them, for people; null where they have not. Both are signatures
 * as `toolSignatures` writes them.
 */
export function staleReason(trained: string, present: string): string | null {
  if (trained === present) return null;
  const before = byName(trained);
  const now = byName(present);
  const changed = [...now].filter(([name, signature]) => before.has(name) && before.get(name) !== signature);
  const parts = [
    ...changed.map(([name, signature]) => `${before.get(name)} is now ${signature}`),
    ...[...now.keys()].filter((name) => !before.has(name)).map((name) => `${name} is new`),
    ...[...before.keys()].filter((name) => !now.has(name)).map((name) => `${name} is gone`),
  ];
  return `The tools have changed since it was trained: ${parts.join(', ')}. It is not used until it is trained again.`;
}

function byName(signatures: string): ReadonlyMap<string, string> {
  const lines = signatures.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.replace(/\(.*$/s, ''), line]));
}
