import type { ScriptedReply } from '@kinglet/testkit';
import { callText } from '../../prompt/chat-turns.ts';
import { defaultPromptFormat } from '../../prompt/prompt-format.ts';
import type { MlcChunk, MlcEngine, MlcMessage, MlcRequest, WebLlmModule } from '../web-llm-module.ts';
import { ScriptedConversation } from './scripted-conversation.ts';
import { emptyThinking, finish, hangs, ScriptedPipeline, sample, type Token } from './scripted-pipeline.ts';

/** What a test may do to the scripted module, and see of it. */
export interface ScriptedWebLlm {
  readonly module: WebLlmModule;
  /** A copy of each request, as it arrived. */
  readonly requests: readonly MlcRequest[];
  /** Text that was prefilled, one entry a generation. */
  readonly prefills: readonly string[];
  /** Models in memory now. */
  readonly loadedModels: number;
  /** The GPU device is lost: the model is unloaded, with no event (lib/index.js:18303). */
  loseDevice(): void;
}

export interface ScriptedWebLlmOptions {
  /** Thrown by `reload`. */
  readonly loadError?: unknown;
  /** `reload` waits until it is aborted by `unload`. */
  readonly loadHangs?: boolean;
  /** The device is lost while it loads: it unloads itself, which aborts the reload. */
  readonly loadLosesDevice?: boolean;
}

/**
 * A stand-in for `@mlc-ai/web-llm` 0.2.86 without a GPU and without a model: replies come from a script, one step a token;
 * what surrounds them behaves as the library does, quirk by quirk, each with its place in `lib/index.js`. A prompt token
 * is four characters. A `hang` step before the first token is a prefill that no interrupt ends.
 */
export function scriptedWebLlm(
  replies: readonly ScriptedReply[],
  options: ScriptedWebLlmOptions = {},
): ScriptedWebLlm {
  const requests: MlcRequest[] = [];
  const prefills: string[] = [];
  const engines: ScriptedMlcEngine[] = [];

  class MLCEngine extends ScriptedMlcEngine {
    constructor(config: ConstructorParameters<WebLlmModule['MLCEngine']>[0]) {
      super(config, { replies, requests, prefills, options });
      engines.push(this);
    }
  }
  return {
    module: { MLCEngine },
    requests,
    prefills,
    get loadedModels() {
      return engines.reduce((count, engine) => count + engine.loadedModelIdToPipeline.size, 0);
    },
    loseDevice: () => {
      for (const engine of engines) engine.loadedModelIdToPipeline.clear();
    },
  };
}

interface Script {
  readonly replies: readonly ScriptedReply[];
  readonly requests: MlcRequest[];
  readonly prefills: string[];
  readonly options: ScriptedWebLlmOptions;
}

class ScriptedMlcEngine implements MlcEngine {
  readonly loadedModelIdToPipeline = new Map<string, ScriptedPipeline>();
  readonly chat: MlcEngine['chat'];
  readonly #script: Script;
  readonly #config: ConstructorParameters<WebLlmModule['MLCEngine']>[0];
  #interrupted = false;
  #wakePrefill: () => void = () => undefined;
  #abortLoad: () => void = () => undefined;
  #lock: Promise<void> = Promise.resolve();
  #replies = 0;

  constructor(config: ConstructorParameters<WebLlmModule['MLCEngine']>[0], script: Script) {
    this.#config = config;
    this.#script = script;
    this.chat = { completions: { create: (request) => this.#create(request) } };
  }

  /** lib/index.js:18202: an aborted reload resolves as if it had worked, with nothing loaded. */
  async reload(modelId: string, options: { context_window_size: number }): Promise<void> {
    this.#config.initProgressCallback?.({ progress: 0.5, text: 'Fetching param cache' });
    const { loadHangs, loadError, loadLosesDevice } = this.#script.options;
    if (loadHangs) return new Promise((resolve) => (this.#abortLoad = resolve));
    if (loadError !== undefined) throw loadError;
    if (loadLosesDevice) return this.unload();
    this.loadedModelIdToPipeline.set(modelId, new ScriptedPipeline(options.context_window_size));
    this.#config.initProgressCallback?.({ progress: 1, text: 'Finish loading on WebGPU' });
  }

  async unload(): Promise<void> {
    this.loadedModelIdToPipeline.clear();
    this.#abortLoad();
  }

  async interruptGenerate(): Promise<void> {
    this.#interrupted = true;
    // The prefill is not ended by it; it ends by itself some time later.
    setTimeout(() => this.#wakePrefill(), 5);
  }

  async getMessage(): Promise<string> {
    return this.#pipeline().message;
  }

  /** lib/index.js:476 `ModelNotLoadedError`. */
  #pipeline(): ScriptedPipeline {
    const [pipeline] = this.loadedModelIdToPipeline.values();
    if (!pipeline)
      throw named('ModelNotLoadedError', 'Model not loaded before trying to complete ChatCompletionRequest.');
    return pipeline;
  }

  async #create(request: MlcRequest): Promise<AsyncIterable<MlcChunk>> {
    const pipeline = this.#pipeline();
    checkFields(request);
    this.#script.requests.push(structuredClone(request));
    return this.#generate(request, pipeline);
  }

  /** lib/index.js:18554 `asyncGenerate`: the lock is freed only when the generator has been read to its end. */
  async *#generate(request: MlcRequest, pipeline: ScriptedPipeline): AsyncGenerator<MlcChunk, void, void> {
    const before = this.#lock;
    let release = () => {};
    const ended = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#lock = before.then(() => ended);
    await before;
    try {
      this.#interrupted = false;
      const reply = this.#script.replies[this.#replies++] ?? [];
      yield* this.#reply(request, pipeline, tokensOf(reply));
    } finally {
      release();
    }
  }

  async *#reply(
    request: MlcRequest,
    pipeline: ScriptedPipeline,
    tokens: readonly Token[],
  ): AsyncGenerator<MlcChunk, void, void> {
    this.#prefill(request, pipeline);
    const rest = [...tokens];
    while (rest[0] === hangs) {
      rest.shift();
      await new Promise<void>((resolve) => (this.#wakePrefill = resolve));
    }
    let streamedLength = 0;
    const delta = (): MlcChunk => {
      // lib/index.js:18392: what was cut off after it had been streamed cannot be taken back.
      const content = pipeline.message.slice(streamedLength);
      streamedLength = pipeline.message.length;
      return { choices: [{ delta: { content }, finish_reason: null }] };
    };
    sample(pipeline, request, rest.shift());
    yield delta();
    while (!pipeline.stopped) {
      if (this.#interrupted) {
        // lib/index.js:12500 `triggerStop`.
        finish(pipeline, 'abort');
        break;
      }
      const token = rest.shift();
      if (token === hangs) {
        await new Promise<void>((resolve) => (this.#wakePrefill = resolve));
        continue;
      }
      if (this.loadedModelIdToPipeline.size === 0) throw new Error('Object has already been disposed');
      pipeline.filledKVCacheLength += 1;
      sample(pipeline, request, token);
      yield delta();
    }
    yield { choices: [{ delta: {}, finish_reason: pipeline.finishReason ?? null }] };
    // lib/index.js:18487: only the newly prefilled tokens of the prompt.
    yield {
      choices: [],
      usage: { prompt_tokens: pipeline.newPromptTokens, completion_tokens: pipeline.completionTokens },
    };
  }

  /** lib/index.js:19072 `preparePrefillInput`, 12347 `forwardPrefill`, 13849 `getInputData`. */
  #prefill(request: MlcRequest, pipeline: ScriptedPipeline): void {
    const conversation = conversationOf(request.messages);
    const cut = pipeline.finishReason === 'abort' || pipeline.finishReason === 'length';
    if (cut || !pipeline.conversation.equals(conversation) || conversation.entries.length === 0) {
      pipeline.conversation = conversation;
      pipeline.filledKVCacheLength = 0;
      pipeline.finishReason = undefined;
    }
    pipeline.conversation.append('user', request.messages.at(-1)?.content ?? '');
    // lib/index.js:12361: an empty thinking block becomes part of the prompt and of the reply.
    pipeline.message = request.extra_body?.enable_thinking === false ? emptyThinking : '';
    const thinking = pipeline.message;
    pipeline.conversation.entries.push({ role: 'assistant', content: undefined });
    const { filledKVCacheLength: held, contextTokens } = pipeline;
    const text =
      (held === 0 ? pipeline.conversation.promptText() : pipeline.conversation.lastRoundText()) + thinking;
    const tokens = Math.ceil(text.length / 4);
    if (tokens + held > contextTokens) {
      // lib/index.js:13953: names only what is not in the cache.
      throw named(
        'ContextWindowSizeExceededError',
        `Prompt tokens exceed context window size: number of prompt tokens: ${tokens}; context window size: ${contextTokens}`,
      );
    }
    this.#script.prefills.push(text);
    pipeline.filledKVCacheLength = held + tokens;
    pipeline.newPromptTokens = tokens;
    pipeline.completionTokens = 0;
    pipeline.stopped = false;
  }
}

/** A step is a token; a call is written as the prompt format has it, in tokens of six characters. */
function tokensOf(reply: ScriptedReply): Token[] {
  return reply.flatMap((step): Token[] => {
    if (step.type === 'text') return [step.text];
    if (step.type === 'hang') return [hangs];
    if (step.type === 'call')
      return callText({ id: '', ...step }, defaultPromptFormat).match(/[\s\S]{1,6}/g) ?? [];
    throw new Error(`The scripted web-llm has no step ${step.type}.`);
  });
}

/** lib/index.js:14261 `postInitAndCheckFields`. */
function checkFields(request: MlcRequest): void {
  if ('tools' in request)
    throw named('UnsupportedModelIdError', 'This model is not supported for ChatCompletionRequest.tools.');
  for (const [index, message] of request.messages.entries()) {
    if (message.role === 'system' && index > 0)
      throw named('SystemMessageOrderError', 'System prompt should always be the first one.');
  }
  const last: string | undefined = request.messages.at(-1)?.role;
  if (last !== 'user' && last !== 'tool') {
    throw named('MessageOrderError', 'Last message should be from either `user` or `tool`.');
  }
  // lib/index.js:12525
  if (!(request.max_tokens > 0)) throw named('MinValueError', 'Make sure `max_tokens` > 0.');
}

/** lib/index.js:10876 `getConversationFromChatCompletionRequest`: all but the last message. */
function conversationOf(messages: readonly MlcMessage[]): ScriptedConversation {
  const [first] = messages;
  const conversation = new ScriptedConversation(first?.role === 'system' ? first.content : undefined);
  for (const { role, content } of messages.slice(0, -1)) {
    if (typeof content !== 'string')
      throw named('ContentTypeError', `${role}'s message should have string content.`);
    if (role !== 'system') conversation.append(role, content);
  }
  return conversation;
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
