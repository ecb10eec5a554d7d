const roleLine = /^\[(?:system|user|assistant|result of [^\]\n]*)\]$/;

/**
 * The user's message of a transcript (`renderTranscript`) that has nothing else than it and a system text; null where it has
 * more. A message with a line that reads as a role counts as more: what it was cannot be told.
 */
export function onlyMessage(transcript: string): string | null {
  const lines = transcript.split('\n');
  const roles = lines.flatMap((line, index) => (roleLine.test(line) ? [index] : []));
  const users = roles.filter((index) => lines[index] === '[user]');
  const [user] = users;
  const others = roles.filter((index) => index !== user).map((index) => lines[index]);
  if (user === undefined || users.length > 1 || roles.at(-1) !== user) return null;
  if (others.some((role) => role !== '[system]') || others.length > 1) return null;
  return lines.slice(user + 1).join('\n');
}
