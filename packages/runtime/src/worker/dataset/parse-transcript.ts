import { isJsonObject, type JsonObject } from '@kinglet/spec';

/** One step of a transcript as it stands in the log. */
export type Turn =
  | { readonly role: 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content: string;
      readonly calls: readonly { readonly name: string; readonly arguments: JsonObject }[];
    }
  | { readonly role: 'tool'; readonly content: string };

const nextMessage = /\n\n(?=\[(?:system|user|assistant|result of [\w.-]+(?:, failed)?)\](?:\n|$))/;
const callLine = /^-> ([\w.-]+) (.*)$/;

/**
 * The turns of a prompt as `renderTranscript` of the policy package wrote it, without the system text; null where it is
 * none, as with hashed text, or where a call in it is not whole. A text that itself looks like a turn is read as one:
 * the log has no more than text.
 */
export function parseTranscript(prompt: string): readonly Turn[] | null {
  const turns: Turn[] = [];
  for (const part of prompt.split(nextMessage)) {
    const [, label, content = ''] = /^\[([^\]\n]+)\](?:\n([\s\S]*))?$/.exec(part) ?? [];
    if (label === undefined) return null;
    if (label === 'system') continue;
    if (label === 'user') turns.push({ role: 'user', content });
    else if (label.startsWith('result of ')) turns.push({ role: 'tool', content });
    else {
      const turn = assistantTurn(content);
      if (turn === null) return null;
      turns.push(turn);
    }
  }
  return turns;
}

/** Calls stand in the last lines, one each. */
function assistantTurn(text: string): Extract<Turn, { role: 'assistant' }> | null {
  const lines = text.split('\n');
  const calls: { name: string; arguments: JsonObject }[] = [];
  for (;;) {
    const [, name, json] = callLine.exec(lines.at(-1) ?? '') ?? [];
    if (name === undefined || json === undefined) break;
    const args = parseObject(json);
    if (args === null) return null;
    calls.unshift({ name, arguments: args });
    lines.pop();
  }
  return { role: 'assistant', content: lines.join('\n'), calls };
}

/** The object that a JSON text holds; null where it holds none. */
export function parseObject(text: string): JsonObject | null {
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? json : null;
  } catch {
    return null;
  }
}
