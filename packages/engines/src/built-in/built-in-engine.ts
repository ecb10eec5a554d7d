import {
  type Clock,
  type Engine,
  type EngineEvent,
  type EngineInfo,
  type GenerateRequest,
  type JsonSchema,
  KingletError,
  type RawToolCall,
  type Usage,
} from '@kinglet/spec';
import { Turn } from '../lifetime/turn.ts';
import { callText, chatTurns } from '../prompt/chat-turns.ts';
import { createContentStripper } from '../prompt/content-stripper.ts';
import { engineLost, generationError, overflow } from './built-in-error.ts';
import { Conversation } from './conversation.ts';
import { decode } from './decode.ts';
import {
  type LanguageModel,
  type LanguageModelSession,
  measureTokens,
  type PromptMessage,
  usedTokens,
} from './language-model.ts';
import { createReplyReader } from './reply-reader.ts';
import { builtInFormat, replySchema } from './reply-schema.ts';

export interface BuiltInEngineParts {
  readonly info: EngineInfo;
  readonly model: LanguageModel;
  /** An empty session: while there is one, the browser keeps the model in memory. */
  readonly keeper: LanguageModelSession;
  readonly clock: Pick<Clock, 'monotonicMs' | 'id'>;
}

/** The API tells no vocabulary: these begin and end turns in the Gemma family, which Gemini Nano is of. */
const stripper = createContentStripper(['<start_of_turn>', '<end_of_turn>', '<bos>', '<eos>']);

/**
 * Chrome's own model behind the engine contract. Calls queue: one generation at a time. It has no `prefill`: the API
 * begins a session with a system text or not at all, and a warm one could not be told from the conversation's.
 */
export class BuiltInEngine implements Engine {
  readonly info: EngineInfo;
  readonly #parts: BuiltInEngineParts;
  readonly #conversation: Conversation;
  readonly #turn = new Turn();
  readonly #unloading = new AbortController();

  constructor(parts: BuiltInEngineParts) {
    this.info = parts.info;
    this.#parts = parts;
    this.#conversation = new Conversation(parts.model);
  }

  async *generate(
    request: GenerateRequest,
    { signal: caller }: { signal: AbortSignal },
  ): AsyncGenerator<EngineEvent, void, void> {
    caller.throwIfAborted();
    const signal = AbortSignal.any([caller, this.#unloading.signal]);
    const release = await this.#turn.take({ signal });
    try {
      yield* this.#reply(request, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      const error = generationError(thrown, this.info);
      // Whoever hears of it loads the model again; a session that worked once more would be one that nobody expects.
      if (error.code === 'engine-lost') await this.unload();
      throw error;
    } finally {
      this.#conversation.close();
      release();
    }
  }

  async unload(): Promise<void> {
    if (this.#unloading.signal.aborted) return;
    this.#unloading.abort(engineLost());
    this.#conversation.forget();
    this.#parts.keeper.destroy();
  }

  async *#reply(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<EngineEvent, void, void> {
    const { clock } = this.#parts;
    const { tools, temperature = 0, stop: stops = [] } = request;
    const startMs = clock.monotonicMs();
    const schema = this.#schema(request);
    const turns = chatTurns(request.messages, { tools, format: builtInFormat, stripper });
    const { session, input } = await this.#conversation.begin(turns, { greedy: temperature === 0, signal });
    const promptTokens = await this.#promptTokens(session, input, signal);
    const stream = session.promptStreaming([input], {
      signal,
      ...(schema === null ? {} : { responseConstraint: schema, omitResponseConstraintInput: true as const }),
    });
    const reader = createReplyReader({ json: tools.length > 0, stops });
    const decoding = decode(stream, { reader, maxTokens: request.maxTokens, signal });

    let shown = '';
    let part = await decoding.next();
    yield { type: 'prefill-end', durationMs: clock.monotonicMs() - startMs };
    for (; !part.done; part = await decoding.next()) {
      shown += part.value;
      if (part.value !== '') yield { type: 'text-delta', text: part.value };
    }
    const { finish, chunks } = part.value;
    const { text, call } = reader.end();
    shown += text;
    if (text !== '') yield { type: 'text-delta', text };
    if (call !== null) yield { type: 'tool-call', call: { id: clock.id(), ...call } };

    const ended = finish === 'end';
    const replyTokens = ended ? usedTokens(session) - promptTokens : 0;
    if (ended) this.#conversation.replied(turnText(call ?? shown));
    yield {
      type: 'decode-end',
      finishReason: ended ? (call === null ? 'stop' : 'tool-call') : finish,
      usage: usageOf({ promptTokens, replyTokens, chunks }),
    };
  }

  #schema(request: GenerateRequest): JsonSchema | null {
    const { adapter, schema, tools } = request;
    if (adapter !== undefined) {
      throw new KingletError(
        'invalid-input',
        `Chrome's model runs no adapter, so not "${adapter}". Leave the adapter out.`,
      );
    }
    if (schema !== undefined && tools.length > 0) {
      throw new KingletError(
        'invalid-input',
        'A request has either tools or a schema, not both. Leave one out.',
      );
    }
    return replySchema(request);
  }

  /** Asked before it is prompted: Chrome makes room by dropping the oldest messages, without an error. */
  async #promptTokens(
    session: LanguageModelSession,
    input: PromptMessage,
    signal: AbortSignal,
  ): Promise<number> {
    const { contextTokens } = this.info;
    const promptTokens = usedTokens(session) + (await measureTokens(session, input, signal));
    if (promptTokens > contextTokens) throw overflow(promptTokens, contextTokens);
    return promptTokens;
  }
}

/** A reply as `chatTurns` will render it from the transcript. */
function turnText(reply: string | Omit<RawToolCall, 'id'>): string {
  const text = typeof reply === 'string' ? reply : callText({ id: '', ...reply }, builtInFormat);
  return stripper.stripTokens(text);
}

/** A session counts a reply once it has come to its own end; of one that was cut only the chunks are known. */
function usageOf({
  promptTokens,
  replyTokens,
  chunks,
}: Record<'promptTokens' | 'replyTokens' | 'chunks', number>): Usage {
  const counts = { promptTokens, reusedTokens: null };
  return replyTokens > 0
    ? { ...counts, completionTokens: replyTokens }
    : { ...counts, completionTokens: chunks, estimated: true };
}
