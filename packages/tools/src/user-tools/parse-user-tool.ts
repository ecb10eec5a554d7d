import { KingletError, type UserTool, type UserToolArgument, type UserToolKind } from '@kinglet/spec';
import { cleanText, oneLine } from '../text/clean-text.ts';

export const maxUserTools = 32;
const maxArguments = 8;
const maxDescription = 300;
const maxBody = 10_000;
const kinds: readonly UserToolKind[] = ['text', 'number', 'yes-no'];
const toolName = /^[a-z][a-z0-9_]{0,39}$/;
const argumentName = /^[a-z_$][a-z0-9_$]{0,39}$/i;
/** What no parameter of a function in strict mode may be called. */
const reserved = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally
  for function if implements import in instanceof interface let new null package private protected public return static super
  switch this throw true try typeof var void while with yield`.split(/\s+/),
);

/**
 * Reads one tool of the user's, from a store, a file or a form. `taken` are names that other tools have.
 *
 * @throws KingletError `invalid-input` that says what is wrong and what is allowed.
 */
export function parseUserTool(json: unknown, { taken = [] }: { taken?: readonly string[] } = {}): UserTool {
  const { name, description, arguments: args, body, enabled = true, imported = false } = recordOf(json);
  if (typeof name !== 'string' || !toolName.test(name)) {
    throw refused(
      `“${quoted(name)}” is no name for a tool. Take small letters, digits and _, a letter first, at most 40.`,
    );
  }
  if (taken.includes(name)) throw refused(`There is a tool called ${name} already. Take another name.`);
  if (!Array.isArray(args) || args.length > maxArguments) {
    throw refused(`A tool has at most ${maxArguments} arguments.`);
  }
  const parsed = args.map(parseArgument);
  const twice = parsed.find((one, at) => parsed.findIndex((other) => other.name === one.name) !== at);
  if (twice !== undefined)
    throw refused(`Two arguments are called ${twice.name}. Give each a name of its own.`);
  if (typeof body !== 'string' || body.trim() === '')
    throw refused('The function has no text. Write what it returns.');
  if (body.length > maxBody) {
    throw refused(`The function has ${body.length} characters; at most ${maxBody} are taken.`);
  }
  return {
    name,
    description: lineOf(description, 'tool'),
    arguments: parsed,
    body,
    enabled: enabled === true,
    imported: imported === true,
  };
}

/**
 * Reads a file of exported tools; all count as imported. Those that cannot be used are named, and the others are taken.
 *
 * @throws KingletError `invalid-input` where it is no such file.
 */
export function parseUserTools(
  text: string,
  { taken }: { taken: readonly string[] },
): { readonly tools: readonly UserTool[]; readonly refused: readonly string[] } {
  const list = toolsIn(text);
  const tools: UserTool[] = [];
  const faults: string[] = [];
  for (const json of list) {
    try {
      tools.push({ ...parseUserTool(json, { taken }), imported: true });
    } catch (thrown) {
      if (!(thrown instanceof KingletError)) throw thrown;
      faults.push(thrown.message);
    }
  }
  return { tools, refused: faults };
}

function toolsIn(text: string): readonly unknown[] {
  try {
    const { kingletTools, tools } = recordOf(JSON.parse(text));
    if (kingletTools === 1 && Array.isArray(tools)) return tools.slice(0, maxUserTools);
  } catch {
    // Told below.
  }
  throw refused('This is no file of tools that was exported here. Choose the JSON file that “Export” saved.');
}

function parseArgument(json: unknown): UserToolArgument {
  const { name, description, kind, optional = false } = recordOf(json);
  if (typeof name !== 'string' || !argumentName.test(name) || reserved.has(name)) {
    throw refused(
      `“${quoted(name)}” is no name for an argument. Take a JavaScript name of letters and digits, such as amount.`,
    );
  }
  const known = kinds.find((each) => each === kind);
  if (known === undefined) throw refused(`The argument ${name} is of no known kind: ${kinds.join(', ')}.`);
  return { name, description: lineOf(description, name), kind: known, optional: optional === true };
}

function lineOf(text: unknown, of: string): string {
  const line = typeof text === 'string' ? cleanText(text).replace(/\s+/g, ' ').trim() : '';
  if (of === 'tool' && line === '')
    throw refused('The tool has no description. Say in one line what it is for.');
  if (line.length <= maxDescription) return line;
  throw refused(
    `The description of the ${of} has ${line.length} characters; at most ${maxDescription} are taken.`,
  );
}

function recordOf(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json };
  throw refused('This is no tool: an object with name, description, arguments and body is.');
}

function quoted(name: unknown): string {
  return oneLine(typeof name === 'string' ? name : '', 40);
}

function refused(message: string): KingletError {
  return new KingletError('invalid-input', message);
}
