/** A tool that the user wrote: one small JavaScript function, which runs in a sandbox without network. */
export interface UserTool {
  /** `^[a-z][a-z0-9_]{0,39}$`, and not the name of a built-in tool; it is the tool's id. */
  readonly name: string;
  /** One line for the model. */
  readonly description: string;
  readonly arguments: readonly UserToolArgument[];
  /** Of an async function whose parameters are the arguments, by name. What it returns is the result. */
  readonly body: string;
  /** A disabled one is kept and not offered. */
  readonly enabled: boolean;
  /** It came from a file: somebody else may have written it, so what it says counts as text from outside. */
  readonly imported: boolean;
}

export interface UserToolArgument {
  /** A JavaScript name. */
  readonly name: string;
  readonly description: string;
  readonly kind: UserToolKind;
  readonly optional: boolean;
}

/** What an argument is in JavaScript: a string, a number, or a boolean. */
export type UserToolKind = 'text' | 'number' | 'yes-no';

/** Where such tools come from, as policy and prompts see it. */
export const userOrigin = 'user';

/** The text of a file of tools, as it is exported. */
export function userToolsText(tools: readonly UserTool[]): string {
  return `${JSON.stringify({ kingletTools: 1, tools }, null, 2)}\n`;
}
