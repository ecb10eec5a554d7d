import { looksLike } from '@kinglet/policy';
import {
  isJsonObject,
  type JsonObject,
  KingletError,
  type Tool,
  type ToolContext,
  type ToolDefinition,
  type ToolOutcome,
} from '@kinglet/spec';
import type { ClientEvent, SiteToolCall, SiteToolEnd, SiteToolInfo } from '../../shared/index.ts';

const maxTools = 32;
const maxDescription = 300;
const maxSchema = 4_000;
const timeoutMs = 30_000;

/** Asks the page to run one of its tools. */
export type AskPage = (call: Omit<SiteToolCall, 'id'>, context: ToolContext) => Promise<ToolOutcome>;

/** Calls that a page was asked to run and has not ended. */
export class SiteCalls {
  readonly #waiting = new Map<string, (end: SiteToolEnd) => void>();

  /** Asks by `tell`; what comes back is of outside, whatever the page says of it. Rejects only with `signal.reason`. */
  async ask(
    call: SiteToolCall,
    { tell, signal }: { tell: (event: ClientEvent) => void; signal: AbortSignal },
  ): Promise<ToolOutcome> {
    const cancel = () => tell({ type: 'site-tool-cancel', id: call.id });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const ended = new Promise<SiteToolEnd>((resolve) => this.#waiting.set(call.id, resolve));
      tell({ type: 'site-tool-call', call });
      const { content, failed, answers } = await ended;
      return { content, failed, untrusted: true, ...(answers ? { answers } : {}) };
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#waiting.delete(call.id);
    }
  }

  /** Nothing happens where the call was given up. */
  end(id: string, end: SiteToolEnd): void {
    this.#waiting.get(id)?.(end);
  }
}

/**
 * The page's tools as tools of a run. `taken` are names that a built-in tool has, `origin` the page's.
 *
 * @throws KingletError `invalid-input` for a description that cannot be used, with the tool and what is allowed.
 */
export function siteTools(
  infos: readonly SiteToolInfo[],
  { taken, origin, ask }: { taken: readonly string[]; origin: string; ask: AskPage },
): readonly Tool[] {
  if (infos.length > maxTools) {
    throw new KingletError(
      'invalid-input',
      `The page has ${infos.length} tools; at most ${maxTools} can be used.`,
    );
  }
  return infos.map((info, index) => {
    const before = infos.slice(0, index).map(({ name }) => name);
    const definition = definitionOf(info, { taken, before, origin });
    return {
      definition,
      ...(info.oncePerKey === true ? { oncePerKey: true as const } : {}),
      run: (args, context) => {
        const { idempotencyKey } = context;
        return ask({ name: definition.name, arguments: args, idempotencyKey }, context);
      },
    };
  });
}

function definitionOf(
  { name, description, inputSchema, risk, destructive }: SiteToolInfo,
  { taken, before, origin }: { taken: readonly string[]; before: readonly string[]; origin: string },
): ToolDefinition {
  const fault = faultOf({ name, description, inputSchema }, { taken, before });
  if (fault !== null) {
    throw new KingletError(
      'invalid-input',
      `The page's tool ${JSON.stringify(name)} cannot be used: ${fault}.`,
    );
  }
  return { name, description, parameters: inputSchema, risk, destructive, timeoutMs, origin };
}

function faultOf(
  { name, description, inputSchema }: { name: unknown; description: unknown; inputSchema: unknown },
  { taken, before }: { taken: readonly string[]; before: readonly string[] },
): string | null {
  if (typeof name !== 'string' || !/^[a-z][a-z0-9_]{0,39}$/.test(name)) {
    return 'a name has up to 40 small letters, digits and _, a letter first';
  }
  if (taken.includes(name)) return 'a built-in tool has this name';
  const twin = looksLike(name, [...taken, ...before]);
  if (twin !== null)
    return `it looks like the tool ${JSON.stringify(twin)}. Choose a name that nobody takes for that one`;
  if (typeof description !== 'string' || description.length > maxDescription) {
    return `a description is a text of at most ${maxDescription} characters`;
  }
  if (!isJsonObject(inputSchema) || inputSchema['type'] !== 'object')
    return 'its inputSchema is not of an object';
  const length = JSON.stringify(inputSchema).length;
  if (length > maxSchema) return `its inputSchema has ${length} characters; at most ${maxSchema} are taken`;
  const odd = oddPart(inputSchema);
  return odd === null ? null : `"${odd}" of its inputSchema is not what JSON Schema has there`;
}

/** The part of a schema that those who read it would stumble over; null where there is none. */
function oddPart({ properties = {}, required = [] }: JsonObject): string | null {
  if (!Array.isArray(required) || !required.every((name) => typeof name === 'string')) return 'required';
  if (!isJsonObject(properties)) return 'properties';
  for (const [name, property] of Object.entries(properties)) {
    if (!isJsonObject(property)) return name;
    const { description = '', enum: list = [] } = property;
    if (typeof description !== 'string' || !Array.isArray(list)) return name;
  }
  return null;
}
