import { looksLike } from '@kinglet/policy';
import { type JsonObject, type JsonSchema, KingletError } from '@kinglet/spec';
import type { ClientEvent, SiteToolCall, SiteToolEnd, SiteToolInfo } from '../shared/index.ts';

/** A tool of the page's own, in the shape of WebMCP's `registerTool`. */
export interface SiteTool {
  /** `^[a-z][a-z0-9_]{0,39}$`, and not the name of a built-in tool. */
  readonly name: string;
  /** One line, for the model. */
  readonly description: string;
  /** `type: 'object'`; few arguments, each the user's own words where it can be. */
  readonly inputSchema: JsonSchema;
  readonly annotations?: {
    /** Changes nothing. Default false. */
    readonly readOnlyHint?: boolean;
    /** Destroys something: asks the user first. Default false. */
    readonly destructiveHint?: boolean;
    /** Lets something leave the page: asks the user first. Default false. */
    readonly openWorldHint?: boolean;
    /**
     * Its effect happens once for each `idempotencyKey`, also over a reload, and a second call with the same key says what came of
     * the first. Default false: a call that was cut off is not made again, and the user is told that nobody knows whether it happened.
     */
    readonly oncePerKey?: boolean;
  };
  /** A text is the answer as it stands; anything else is data, as JSON. What it throws is a result that the model reads. */
  execute(
    args: JsonObject,
    options: { readonly signal: AbortSignal; readonly idempotencyKey: string },
  ): unknown;
}

/** The page's tools: told to the worker with each message, run here when it asks. */
export class SiteTools {
  readonly #tools = new Map<string, SiteTool>();
  readonly #running = new Map<string, AbortController>();

  /** What the worker is told. */
  get infos(): readonly SiteToolInfo[] {
    return [...this.#tools.values()].map(({ name, description, inputSchema, annotations = {} }) => ({
      name,
      description,
      inputSchema,
      risk: annotations.openWorldHint ? 'send' : annotations.readOnlyHint ? 'read' : 'write',
      destructive: annotations.destructiveHint ?? false,
      ...(annotations.oncePerKey ? { oncePerKey: true } : {}),
    }));
  }

  /** Until `signal` is aborted. Throws `invalid-input` where a tool has this name. */
  register(tool: SiteTool, { signal }: { signal?: AbortSignal | undefined } = {}): void {
    if (this.#tools.has(tool.name)) {
      throw new KingletError('invalid-input', `A tool "${tool.name}" is registered. Choose another name.`);
    }
    const twin = looksLike(tool.name, this.#tools.keys());
    if (twin !== null) {
      throw new KingletError(
        'invalid-input',
        `The tool "${tool.name}" looks like the tool "${twin}" that is registered. Choose a name that nobody takes for that one.`,
      );
    }
    if (signal?.aborted) return;
    this.#tools.set(tool.name, tool);
    signal?.addEventListener('abort', () => this.#tools.delete(tool.name), { once: true });
  }

  /** Runs or stops what the worker asks for; other events are none of its. `reply` takes the end of each call. */
  hear(event: ClientEvent, reply: (id: string, end: SiteToolEnd) => Promise<void>): void {
    if (event.type === 'site-tool-cancel') this.#running.get(event.id)?.abort(stopped());
    if (event.type !== 'site-tool-call') return;
    const { id } = event.call;
    // Where the worker is gone, the run is too.
    void this.#run(event.call).then((end) => reply(id, end).catch(() => {}));
  }

  async #run({ id, name, arguments: args, idempotencyKey }: SiteToolCall): Promise<SiteToolEnd> {
    const tool = this.#tools.get(name);
    if (!tool) return failed(`This page has no tool "${name}" any more.`);
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      const result: unknown = await tool.execute(args, { signal: controller.signal, idempotencyKey });
      const isText = typeof result === 'string';
      const content = isText ? result : (JSON.stringify(result) ?? '');
      return { content, failed: false, answers: isText };
    } catch (thrown) {
      return failed(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      this.#running.delete(id);
    }
  }
}

function stopped(): DOMException {
  return new DOMException('The call was stopped.', 'AbortError');
}

function failed(content: string): SiteToolEnd {
  return { content, failed: true, answers: false };
}
