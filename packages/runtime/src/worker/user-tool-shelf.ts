import { KingletError, type UserTool } from '@kinglet/spec';
import { maxUserTools, parseUserTool, parseUserTools } from '@kinglet/tools';
import type { UserToolImport } from '../shared/index.ts';
import type { KeyValues } from './key-values.ts';

/** The tools that the user wrote; kept on the device. Methods reject with KingletError `invalid-input` for what cannot be kept. */
export interface UserToolShelf {
  readonly tools: readonly UserTool[];
  save(tool: unknown, options: { replaces: string | null }): Promise<void>;
  remove(name: string): Promise<void>;
  /** They begin disabled: the user has not read them yet. */
  import(text: string): Promise<UserToolImport>;
}

/** `reserved` are names that no tool of the user's can have; one that was stored under such a name is left out. */
export async function openUserTools(
  values: KeyValues,
  { reserved }: { reserved: readonly string[] },
): Promise<UserToolShelf> {
  const key = 'user-tools';
  let tools = readTools(await values.get(key), reserved);
  async function write(next: readonly UserTool[]): Promise<void> {
    if (next.length > maxUserTools) {
      throw new KingletError(
        'invalid-input',
        `That makes ${next.length} tools; at most ${maxUserTools} are kept. Delete one first.`,
      );
    }
    tools = next;
    await values.put(key, next);
  }
  return {
    get tools() {
      return tools;
    },
    async save(json, { replaces }) {
      const others = tools.filter(({ name }) => name !== replaces);
      const tool = parseUserTool(json, { taken: [...reserved, ...others.map(({ name }) => name)] });
      const at = tools.findIndex(({ name }) => name === replaces);
      await write(at < 0 ? [...tools, tool] : tools.with(at, tool));
    },
    remove: (name) => write(tools.filter((tool) => tool.name !== name)),
    async import(text) {
      const { tools: read, refused } = parseUserTools(text, { taken: reserved });
      const added = new Map(read.map((tool) => [tool.name, { ...tool, enabled: false }]));
      await write([...tools.filter(({ name }) => !added.has(name)), ...added.values()]);
      return { added: added.size, refused };
    },
  };
}

/** A broken one never stops the start. */
function readTools(stored: unknown, reserved: readonly string[]): readonly UserTool[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((json: unknown) => {
    try {
      return [parseUserTool(json, { taken: reserved })];
    } catch {
      return [];
    }
  });
}
