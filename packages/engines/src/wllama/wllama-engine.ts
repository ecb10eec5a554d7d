import {
  type Clock,
  type Engine,
  type EngineEvent,
  type EngineInfo,
  type GenerateRequest,
  KingletError,
} from '@kinglet/spec';
import { schemaGrammar } from '../grammar/schema-grammar.ts';
import { toolGrammar } from '../grammar/tool-grammar.ts';
import type { ChatTemplate } from '../prompt/chat-template.ts';
import { chatTurns } from '../prompt/chat-turns.ts';
import type { ContentStripper } from '../prompt/content-stripper.ts';
import type { PromptFormat } from '../prompt/prompt-format.ts';
import { createReplyParser } from '../prompt/reply-parser.ts';
import type { CompletionChunk } from './completion-chunk.ts';
import { Turn } from './turn.ts';
import type { CompletionParams, WllamaSession } from './wllama-session.ts';

export interface WllamaEngineParts {
  readonly info: EngineInfo;
  readonly session: WllamaSession;
  readonly template: ChatTemplate;
  readonly format: PromptFormat;
  readonly stripper: ContentStripper;
  readonly clock: Clock;
}

/** llama.cpp in WebAssembly behind the engine contract. Calls queue: one generation at a time. */
export class WllamaEngine implements Engine {
  readonly info: EngineInfo;
  readonly #parts: WllamaEngineParts;
  readonly #turn = new Turn();

  constructor(parts: WllamaEngineParts) {
    this.info = parts.info;
    this.#parts = parts;
  }

  async *generate(
    request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<EngineEvent, void, void> {
    const params = this.#params(request, { generationPrompt: true });
    yield* this.#events(this.#chunks(params, signal), request);
  }

  async prefill(request: GenerateRequest, { signal }: { signal: AbortSignal }): Promise<void> {
    // The opening of the reply stands there only where a reply can follow.
    const generationPrompt = request.messages.at(-1)?.role === 'user';
    const params = { ...this.#params(request, { generationPrompt }), n_predict: 0 };
    for await (const _ of this.#chunks(params, signal));
  }

  async unload(): Promise<void> {
    this.#parts.session.end();
  }

  async *#chunks(params: CompletionParams, signal: AbortSignal): AsyncGenerator<CompletionChunk, void, void> {
    const { session } = this.#parts;
    const release = await this.#turn.take({ signal });
    if (session.loss !== null) {
      release();
      throw session.loss;
    }
    const { chunks, settled } = session.complete(params, { signal });
    void settled.then(release);
    yield* chunks;
  }

  async *#events(
    chunks: AsyncIterable<CompletionChunk>,
    request: GenerateRequest,
  ): AsyncGenerator<EngineEvent, void, void> {
    const { clock, format } = this.#parts;
    const startMs = clock.monotonicMs();
    const parser = createReplyParser(request.tools.length > 0 ? format.call : null);
    let prefilled = false;
    for await (const chunk of chunks) {
      if (!prefilled && (chunk.type !== 'progress' || chunk.processed === chunk.total)) {
        prefilled = true;
        yield { type: 'prefill-end', durationMs: clock.monotonicMs() - startMs };
      }
      if (chunk.type === 'progress') continue;
      const text = parser.push(chunk.text);
      if (text !== '') yield { type: 'text-delta', text };
      if (chunk.type === 'text') continue;

      const reply = parser.end();
      if (reply.text !== '') yield { type: 'text-delta', text: reply.text };
      if (reply.call !== null) yield { type: 'tool-call', call: { id: clock.id(), ...reply.call } };
      yield {
        type: 'decode-end',
        finishReason: reply.call !== null && chunk.finish === 'stop' ? 'tool-call' : chunk.finish,
        usage: {
          promptTokens: chunk.promptTokens,
          reusedTokens: chunk.cachedTokens,
          completionTokens: chunk.completionTokens,
        },
      };
    }
  }

  #params(request: GenerateRequest, { generationPrompt }: { generationPrompt: boolean }): CompletionParams {
    const { tools, toolChoice = 'auto', schema, adapter } = request;
    if (adapter !== undefined) {
      throw new KingletError(
        'invalid-input',
        `This model has no adapter "${adapter}". Leave the adapter out.`,
      );
    }
    if (schema !== undefined && tools.length > 0) {
      throw new KingletError(
        'invalid-input',
        'A request has either tools or a schema, not both. Leave one out.',
      );
    }
    const { template, format, stripper } = this.#parts;
    const turns = chatTurns(request.messages, { tools, format, stripper });
    const grammar =
      schema === undefined ? toolGrammar({ tools, toolChoice, form: format.call }) : schemaGrammar(schema);
    return {
      prompt: template.render(turns, { generationPrompt }),
      n_predict: request.maxTokens,
      temperature: request.temperature ?? 0,
      stop: request.stop ?? [],
      ...(grammar === null ? {} : { grammar }),
    };
  }
}
