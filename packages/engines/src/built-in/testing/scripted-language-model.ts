import type { BuiltInAvailability, JsonSchema } from '@kinglet/spec';
import type { ScriptedReply, ScriptStep } from '@kinglet/testkit';
import type { CreateOptions, LanguageModel, PromptMessage, PromptOptions } from '../language-model.ts';

/** What a test may do to the scripted API, and see of it. */
export interface ScriptedLanguageModel {
  readonly module: LanguageModel;
  /** What each `create` was given. */
  readonly created: readonly CreateOptions[];
  /** What each prompt was given. */
  readonly prompts: readonly { readonly input: readonly PromptMessage[]; readonly options: PromptOptions }[];
  /** Messages of each `append`. */
  readonly appended: readonly PromptMessage[][];
  /** Sessions that were made and not destroyed. */
  readonly sessions: number;
  /** The browser's model crashes: every session is gone. */
  crash(): void;
}

export interface ScriptedLanguageModelOptions {
  readonly availability?: BuiltInAvailability;
  /** Thrown by `create`. */
  readonly createError?: unknown;
  /** `create` waits until it is aborted. */
  readonly createHangs?: boolean;
  /** The reply ends with this error after its steps. */
  readonly replyError?: unknown;
  /** Tokens; +∞ where the browser has no bound. Default 1000. */
  readonly contextWindow?: number;
  /** Chrome 138 to 143: `inputUsage`, `inputQuota`, `measureInputUsage`. */
  readonly oldNames?: boolean;
  /** The page was clicked just now. Default true. */
  readonly activated?: boolean;
}

/**
 * A stand-in for Chrome's `LanguageModel` without a model: replies come from a script, one step a chunk and a token; what
 * surrounds them behaves as the public draft says (webmachinelearning/prompt-api, index.bs and README), quirk by quirk.
 * A prompt token is four characters.
 */
export function scriptedLanguageModel(
  replies: readonly ScriptedReply[],
  options: ScriptedLanguageModelOptions = {},
): ScriptedLanguageModel {
  const { availability = 'available', createError, createHangs, activated = true } = options;
  const world: World = {
    ...{ options, created: [], prompts: [], appended: [], sessions: new Set() },
    nextReply: () => replies[world.prompts.length - 1] ?? [],
  };
  const module: LanguageModel = {
    availability: async () => availability,
    async create(given) {
      world.created.push(given);
      given.signal.throwIfAborted();
      if (createError !== undefined) throw createError;
      if (createHangs) return untilEnded(given.signal);
      checkPrompts(given.initialPrompts ?? []);
      if (availability === 'unavailable') throw domError('NotSupportedError', 'The model is not available.');
      // Writing Assistance APIs, "create an AI model object": a download needs a click.
      if (availability !== 'available' && !activated)
        throw domError('NotAllowedError', 'Requires a user gesture when availability is "downloading".');
      // The same: 0 and 1 are told even where nothing is downloaded.
      const loaded = availability === 'available' ? [0, 1] : [0, 0.5, 1];
      given.monitor?.({
        addEventListener: (_type, listener) => {
          for (const share of loaded) listener({ loaded: share });
        },
      });
      return new ScriptedSession(world, given.initialPrompts ?? []);
    },
  };
  return {
    module,
    created: world.created,
    prompts: world.prompts,
    appended: world.appended,
    get sessions() {
      return world.sessions.size;
    },
    crash() {
      for (const session of world.sessions) session.destroy();
    },
  };
}

interface World {
  readonly options: ScriptedLanguageModelOptions;
  readonly created: CreateOptions[];
  readonly prompts: { input: readonly PromptMessage[]; options: PromptOptions }[];
  readonly appended: PromptMessage[][];
  readonly sessions: Set<ScriptedSession>;
  nextReply(): ScriptedReply;
}

type Session = Awaited<ReturnType<LanguageModel['create']>>;

class ScriptedSession implements Session {
  declare readonly measureContextUsage?: NonNullable<Session['measureContextUsage']>;
  declare readonly measureInputUsage?: NonNullable<Session['measureInputUsage']>;
  readonly #world: World;
  readonly #destroyed = new AbortController();
  readonly #onOverflow: (() => void)[] = [];
  readonly #window: number;
  readonly #old: boolean;
  #used: number;

  constructor(world: World, initial: readonly PromptMessage[]) {
    const { contextWindow = 1000, oldNames = false } = world.options;
    this.#world = world;
    this.#window = contextWindow;
    this.#old = oldNames;
    this.#used = tokensOf(initial);
    // "initialize the language model": initial prompts that do not fit are an error, not an eviction.
    if (this.#used > contextWindow) throw quotaError(this.#used, contextWindow);
    const measure = async (input: PromptMessage[]) => tokensOf(input);
    if (oldNames) this.measureInputUsage = measure;
    else this.measureContextUsage = measure;
    world.sessions.add(this);
  }

  get contextUsage(): number {
    return (this.#old ? undefined : this.#used) as number;
  }

  get contextWindow(): number {
    return (this.#old ? undefined : this.#window) as number;
  }

  get inputUsage(): number {
    return (this.#old ? this.#used : undefined) as number;
  }

  get inputQuota(): number {
    return (this.#old ? this.#window : undefined) as number;
  }

  addEventListener(type: 'contextoverflow' | 'quotaoverflow', listener: () => void): void {
    if ((type === 'quotaoverflow') === this.#old) this.#onOverflow.push(listener);
  }

  async append(input: PromptMessage[], { signal }: { signal: AbortSignal }): Promise<void> {
    this.#check(input, signal);
    this.#world.appended.push(input);
    this.#add(tokensOf(input));
  }

  /** Errors come through the stream, wrong arguments too. */
  promptStreaming(input: PromptMessage[], options: PromptOptions): ReadableStream<string> {
    this.#world.prompts.push({ input: structuredClone(input), options });
    const chunks = this.#reply(input, options, this.#world.nextReply());
    return new ReadableStream<string>({
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
  }

  destroy(): void {
    // "destroy an AI model object": what runs is aborted with an AbortError.
    this.#destroyed.abort(domError('AbortError', 'The model session has been destroyed.'));
    this.#world.sessions.delete(this);
  }

  async *#reply(
    input: readonly PromptMessage[],
    options: PromptOptions,
    reply: ScriptedReply,
  ): AsyncGenerator<string, void, void> {
    const signal = AbortSignal.any([options.signal, this.#destroyed.signal]);
    this.#check(input, signal);
    if (options.omitResponseConstraintInput && !options.responseConstraint)
      throw new TypeError('omitResponseConstraintInput needs a responseConstraint.');
    this.#add(tokensOf(input));
    let decoded = 0;
    for (const chunk of chunksOf(reply, options.responseConstraint)) {
      if (chunk === hangs) await untilEnded(signal);
      else yield chunk;
      // A task of its own each, as a browser's chunks have.
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal.throwIfAborted();
      decoded += 1;
    }
    if (this.#world.options.replyError !== undefined) throw this.#world.options.replyError;
    this.#add(decoded);
  }

  #check(input: readonly PromptMessage[], signal: AbortSignal): void {
    // A session that was destroyed before: InvalidStateError, not AbortError.
    if (this.#destroyed.signal.aborted)
      throw domError('InvalidStateError', 'The model session has been destroyed.');
    signal.throwIfAborted();
    // "These will throw NotSupportedError if role = system".
    if (input.some(({ role }) => role === 'system'))
      throw domError('NotSupportedError', 'Only the initial prompts may have the role system.');
    const added = tokensOf(input);
    if (added > this.#window) throw quotaError(added, this.#window);
  }

  /** README, "overflow": what no longer fits makes the oldest messages go, told by an event only. */
  #add(tokens: number): void {
    this.#used += tokens;
    if (this.#used <= this.#window) return;
    this.#used = this.#window;
    for (const listener of this.#onOverflow) listener();
  }
}

const hangs = Symbol('hangs');

/** A step is a chunk. Under a constraint a text or a call is the JSON that the constraint asks for, spaced as models do. */
function chunksOf(reply: ScriptedReply, constraint: JsonSchema | undefined): (string | typeof hangs)[] {
  const asJson = constraint?.anyOf !== undefined;
  const first = reply.findIndex(({ type }) => type === 'text');
  const last = reply.findLastIndex(({ type }) => type === 'text');
  return reply.flatMap((step, index) => {
    if (step.type !== 'text' || !asJson) return stepChunks(step);
    const text = JSON.stringify(step.text).slice(1, -1);
    return [`${index === first ? '{ "text": "' : ''}${text}${index === last ? '" }' : ''}`];
  });
}

function stepChunks(step: ScriptStep): (string | typeof hangs)[] {
  if (step.type === 'text') return [step.text];
  if (step.type === 'hang') return [hangs];
  if (step.type === 'call')
    return `{"tool": "${step.name}", "arguments": ${step.argumentsText}}`.match(/[\s\S]{1,6}/g) ?? [];
  throw new Error(`The scripted LanguageModel has no step ${step.type}.`);
}

/** "validate and canonicalize a prompt": a system message stands first or nowhere. */
function checkPrompts(prompts: readonly PromptMessage[]): void {
  if (prompts.some(({ role }, index) => role === 'system' && index > 0))
    throw new TypeError('The system message must be the first of the initial prompts.');
}

function tokensOf(messages: readonly PromptMessage[]): number {
  return messages.reduce((sum, { content }) => sum + Math.ceil(content.length / 4), 0);
}

function untilEnded(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
}

/** An Error with the name of a DOMException, as `instanceof Error` holds for both. */
function domError(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

function quotaError(requested: number, quota: number): Error {
  return domError('QuotaExceededError', 'The input is too large.', { requested, quota });
}
