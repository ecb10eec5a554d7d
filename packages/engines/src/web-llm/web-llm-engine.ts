import {
  type Clock,
  type Engine,
  type EngineEvent,
  type EngineInfo,
  type GenerateRequest,
  KingletError,
  type RawToolCall,
  type Usage,
} from '@kinglet/spec';
import { schemaGrammar } from '../grammar/schema-grammar.ts';
import { toolGrammar } from '../grammar/tool-grammar.ts';
import { Turn, untilAborted } from '../lifetime/turn.ts';
import { callText, chatTurns } from '../prompt/chat-turns.ts';
import type { PromptFormat } from '../prompt/prompt-format.ts';
import { controlTokenStripper } from './control-tokens.ts';
import { createReplyReader } from './reply-reader.ts';
import { thinkingOf } from './thinking.ts';
import { engineLost, generationError } from './web-llm-error.ts';
import { kvCacheTokens, type MlcChunk, type MlcEngine, type MlcRequest } from './web-llm-module.ts';
import { WireHistory } from './wire-history.ts';

export interface WebLlmEngineParts {
  readonly info: EngineInfo;
  /** With the model loaded. */
  readonly mlc: MlcEngine;
  readonly engineModelId: string;
  readonly format: PromptFormat;
  readonly clock: Clock;
}

/**
 * web-llm behind the engine contract. Calls queue: one generation at a time. It has no `prefill`: web-llm cannot read a
 * prompt without decoding, and drops its KV cache after a reply that was cut.
 */
export class WebLlmEngine implements Engine {
  readonly info: EngineInfo;
  readonly #parts: WebLlmEngineParts;
  readonly #turn = new Turn();
  readonly #unloading = new AbortController();
  readonly #history = new WireHistory();

  constructor(parts: WebLlmEngineParts) {
    this.info = parts.info;
    this.#parts = parts;
  }

  async *generate(
    request: GenerateRequest,
    { signal: caller }: { signal: AbortSignal },
  ): AsyncGenerator<EngineEvent, void, void> {
    caller.throwIfAborted();
    const signal = AbortSignal.any([caller, this.#unloading.signal]);
    const release = await this.#turn.take({ signal });
    let chunks: AsyncIterator<MlcChunk> | undefined;
    try {
      const wire = this.#request(request);
      chunks = (await this.#parts.mlc.chat.completions.create(wire))[Symbol.asyncIterator]();
      const iterator = chunks;
      yield* this.#events(request, () => untilAborted(iterator.next(), signal));
      chunks = undefined;
    } catch (thrown) {
      this.#history.forget();
      signal.throwIfAborted();
      throw await this.#named(thrown);
    } finally {
      void this.#end(chunks).finally(release);
    }
  }

  async unload(): Promise<void> {
    if (this.#unloading.signal.aborted) return;
    this.#unloading.abort(engineLost());
    const release = await this.#turn.take({ signal: new AbortController().signal });
    await this.#parts.mlc.unload().finally(release);
  }

  async *#events(
    request: GenerateRequest,
    next: () => Promise<IteratorResult<MlcChunk>>,
  ): AsyncGenerator<EngineEvent, void, void> {
    const { clock, format, mlc, engineModelId } = this.#parts;
    const startMs = clock.monotonicMs();
    const reader = createReplyReader({
      prefix: thinkingOf(engineModelId)?.prefix ?? '',
      stops: request.stop ?? [],
      form: request.tools.length > 0 ? format.call : null,
    });
    let prefilled = false;
    let finish: string | null = null;
    let counts: MlcChunk['usage'];
    let shown = '';

    for (let part = await next(); !part.done; part = await next()) {
      if (!prefilled) yield { type: 'prefill-end', durationMs: clock.monotonicMs() - startMs };
      prefilled = true;
      const [choice] = part.value.choices;
      finish = choice?.finish_reason ?? finish;
      counts = part.value.usage ?? counts;
      const text = reader.push(choice?.delta.content ?? '');
      shown += text;
      if (text !== '') yield { type: 'text-delta', text };
    }
    const written = await mlc.getMessage();
    const { text, call } = reader.end(written);
    shown += text;
    if (text !== '') yield { type: 'text-delta', text };
    if (call !== null) yield { type: 'tool-call', call: { id: clock.id(), ...call } };

    const stopped = finish === 'stop';
    if (stopped) this.#history.replied(this.#turnText(call ?? shown), written);
    else this.#history.forget();
    yield {
      type: 'decode-end',
      finishReason: stopped ? (call === null ? 'stop' : 'tool-call') : 'length',
      usage: this.#usage(counts),
    };
  }

  /** A reply as `chatTurns` will render it from the transcript. */
  #turnText(reply: string | Omit<RawToolCall, 'id'>): string {
    const text = typeof reply === 'string' ? reply : callText({ id: '', ...reply }, this.#parts.format);
    return controlTokenStripper.stripTokens(text);
  }

  #request(request: GenerateRequest): MlcRequest {
    const {
      tools,
      toolChoice = 'auto',
      allowed,
      schema,
      maxTokens,
      temperature = 0,
      stop = [],
      adapter,
    } = request;
    if (adapter !== undefined) {
      throw new KingletError(
        'invalid-input',
        `web-llm runs no adapter, so not "${adapter}". Leave the adapter out.`,
      );
    }
    if (schema !== undefined && tools.length > 0) {
      throw new KingletError(
        'invalid-input',
        'A request has either tools or a schema, not both. Leave one out.',
      );
    }
    const { format, engineModelId } = this.#parts;
    const turns = chatTurns(request.messages, { tools, format, stripper: controlTokenStripper });
    const grammar =
      schema === undefined
        ? toolGrammar({ tools, toolChoice, form: format.call, allowed })
        : schemaGrammar(schema);
    const thinking = thinkingOf(engineModelId);
    return {
      messages: [...this.#history.next(turns)],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: maxTokens + (thinking?.prefixTokens ?? 0),
      temperature,
      ...(stop.length > 0 ? { stop: [...stop] } : {}),
      ...(grammar === null ? {} : { response_format: { type: 'grammar' as const, grammar } }),
      ...(thinking === null ? {} : { extra_body: { enable_thinking: false as const } }),
    };
  }

  /** Its last sampled token is not in the KV cache yet: that is `prompt + completion - 1` long. */
  #usage(counts: MlcChunk['usage']): Usage {
    if (!counts)
      throw new KingletError('engine-failed', 'The model gave no counts at its end. Reload the model.');
    const { prompt_tokens: newTokens, completion_tokens: completionTokens } = counts;
    const cacheTokens = kvCacheTokens(this.#parts.mlc, this.#parts.engineModelId);
    if (cacheTokens === null) return { promptTokens: newTokens, reusedTokens: null, completionTokens };
    const promptTokens = cacheTokens - completionTokens + 1;
    return { promptTokens, reusedTokens: promptTokens - newTokens, completionTokens };
  }

  /** Reads an abandoned generation to its end, since only that frees web-llm's lock; an interrupt waits for its prefill. */
  async #end(chunks: AsyncIterator<MlcChunk> | undefined): Promise<void> {
    const { mlc } = this.#parts;
    try {
      for (let done = chunks === undefined; !done; ) {
        // Again each time: a generation that has not begun yet clears the flag (lib/index.js:18578).
        await mlc.interruptGenerate();
        done = (await chunks?.next())?.done ?? true;
      }
    } catch {
      // What it ends with no longer matters.
    }
  }

  /** A lost device unloads the model without an event, so after any error web-llm is asked whether it is still there. */
  async #named(thrown: unknown): Promise<KingletError> {
    const { mlc, engineModelId } = this.#parts;
    const error = generationError(thrown, {
      contextTokens: this.info.contextTokens,
      heldTokens: kvCacheTokens(mlc, engineModelId) ?? 0,
    });
    if (error.code !== 'engine-failed') return error;
    try {
      await mlc.getMessage();
      return error;
    } catch {
      return engineLost(thrown);
    }
  }
}
