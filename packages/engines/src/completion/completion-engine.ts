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
import { Turn } from '../lifetime/turn.ts';
import type { LineFormat } from '../prompt/call-lines.ts';
import type { ChatTemplate } from '../prompt/chat-template.ts';
import { chatTurns } from '../prompt/chat-turns.ts';
import type { ContentStripper } from '../prompt/content-stripper.ts';
import type { PromptFormat } from '../prompt/prompt-format.ts';
import { createReplyParser, type Reply } from '../prompt/reply-parser.ts';
import { specialistPrompt } from '../specialist/specialist-prompt.ts';
import type { CompletionChunk, CompletionParams, CompletionSession } from './completion-session.ts';
import { selectCall, selectPrompt } from './select-call.ts';
import { type ChosenAdapter, specialistCall } from './specialist-call.ts';
import type { TokenIds } from './token-ids.ts';

export interface CompletionEngineParts {
  readonly info: EngineInfo;
  readonly session: CompletionSession;
  readonly template: ChatTemplate;
  readonly format: PromptFormat;
  readonly lineFormat: LineFormat;
  readonly stripper: ContentStripper;
  readonly tokenIds: TokenIds;
  readonly clock: Clock;
  /** Tokens of a prompt by the model's own tokenizer; absent or null where it cannot be asked apart. */
  readonly countTokens?: ((prompt: string) => number) | null;
}

/** A session that completes texts, behind the engine contract. Calls queue: one generation at a time. */
export class CompletionEngine implements Engine {
  readonly info: EngineInfo;
  readonly #parts: CompletionEngineParts;
  readonly #turn = new Turn();

  /** Of chat prompts. */
  readonly countTokens?: (request: GenerateRequest) => number;

  constructor(parts: CompletionEngineParts) {
    this.info = parts.info;
    this.#parts = parts;
    const { countTokens: count } = parts;
    if (count) this.countTokens = (request) => count(this.#chatPrompt(request, { generationPrompt: true }));
  }

  async *generate(
    request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<EngineEvent, void, void> {
    check(request);
    const complete = (params: CompletionParams) => this.#complete(params, signal);
    const adapter = this.#adapterOf(request);
    if (adapter !== null) {
      const { stripper, clock } = this.#parts;
      yield* specialistCall(request, { complete, adapter, stripper, clock });
    } else if (this.#selects(request)) {
      const { lineFormat: format, stripper, tokenIds, clock } = this.#parts;
      yield* selectCall(request, { complete, format, stripper, tokenIds, clock });
    } else yield* this.#chat(request, complete);
  }

  async prefill(request: GenerateRequest, { signal }: { signal: AbortSignal }): Promise<void> {
    const adapter = this.#adapterOf(request);
    const prompt = this.#prefillPrompt(request, adapter);
    if (prompt === '') return;
    const params = { prompt, n_predict: 0, temperature: 0, stop: [] };
    const on = adapter === null ? {} : { adapter: adapter.index };
    for await (const _ of this.#complete({ ...params, ...on }, signal));
  }

  #prefillPrompt(request: GenerateRequest, adapter: ChosenAdapter | null): string {
    const { stripper, lineFormat: format } = this.#parts;
    if (adapter !== null) {
      const { messages, tools } = request;
      return specialistPrompt(messages, { format: adapter.info.format, tools, stripper });
    }
    if (this.#selects(request)) return selectPrompt(request, { format, stripper });
    // The opening of the reply stands there only where a reply can follow.
    return this.#chatPrompt(request, { generationPrompt: request.messages.at(-1)?.role === 'user' });
  }

  async unload(): Promise<void> {
    this.#parts.session.end();
  }

  /** Null where the request names none. */
  #adapterOf({ adapter: id }: GenerateRequest): ChosenAdapter | null {
    if (id === undefined) return null;
    const { adapters = [] } = this.info;
    const index = adapters.findIndex((adapter) => adapter.id === id);
    const info = adapters[index];
    if (info !== undefined) return { info, index };
    const known = adapters.map((adapter) => `"${adapter.id}"`).join(', ');
    throw new KingletError(
      'invalid-input',
      `No specialist "${id}" is loaded beside this model; ${known === '' ? 'none is' : `loaded: ${known}`}. Name one of these, or leave the adapter out.`,
    );
  }

  /** Whether the request only maps a message to a call. */
  #selects({ tools, toolChoice }: GenerateRequest): boolean {
    return this.info.toolUse === 'single-turn' && tools.length > 0 && toolChoice !== 'none';
  }

  async *#complete(
    params: CompletionParams,
    signal: AbortSignal,
  ): AsyncGenerator<CompletionChunk, void, void> {
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

  async *#chat(
    request: GenerateRequest,
    complete: (params: CompletionParams) => AsyncIterable<CompletionChunk>,
  ): AsyncGenerator<EngineEvent, void, void> {
    const { clock } = this.#parts;
    const { call } = this.#parts.format;
    const tools = this.#shownTools(request);
    const { toolChoice = 'auto', schema, allowed } = request;
    const grammar =
      schema === undefined ? toolGrammar({ tools, toolChoice, form: call, allowed }) : schemaGrammar(schema);
    const startMs = clock.monotonicMs();
    const parser = createReplyParser(tools.length > 0 ? call : null);
    let prefilled = false;
    const chunks = complete({
      prompt: this.#chatPrompt(request, { generationPrompt: true }),
      n_predict: request.maxTokens,
      temperature: request.temperature ?? 0,
      stop: request.stop ?? [],
      ...(grammar === null ? {} : { grammar }),
      ...(grammar === null && this.info.toolUse === 'single-turn' ? { repeat_penalty: loopPenalty } : {}),
    });
    for await (const chunk of chunks) {
      if (!prefilled && (chunk.type !== 'progress' || chunk.processed === chunk.total)) {
        prefilled = true;
        yield { type: 'prefill-end', durationMs: clock.monotonicMs() - startMs };
      }
      if (chunk.type === 'progress') continue;
      const text = parser.push(chunk.text);
      if (text !== '') yield { type: 'text-delta', text };
      if (chunk.type === 'end') yield* endEvents(chunk, parser.end(), clock);
    }
  }

  #chatPrompt(request: GenerateRequest, { generationPrompt }: { generationPrompt: boolean }): string {
    const { template, format, stripper } = this.#parts;
    const turns = chatTurns(request.messages, { tools: this.#shownTools(request), format, stripper });
    return template.render(turns, { generationPrompt });
  }

  /** A single-turn model sees no tools in a chat. */
  #shownTools({ tools }: GenerateRequest): GenerateRequest['tools'] {
    return this.info.toolUse === 'single-turn' ? [] : tools;
  }
}

/** Greedy text of a very small model soon goes round in circles; this much ends most of them and changes little else. */
const loopPenalty = 1.1;

function* endEvents(
  { finish, promptTokens, cachedTokens, completionTokens }: Extract<CompletionChunk, { type: 'end' }>,
  { text, call }: Reply,
  clock: Clock,
): Generator<EngineEvent, void, void> {
  if (text !== '') yield { type: 'text-delta', text };
  if (call !== null) yield { type: 'tool-call', call: { id: clock.id(), ...call } };
  yield {
    type: 'decode-end',
    finishReason: call !== null && finish === 'stop' ? 'tool-call' : finish,
    usage: { promptTokens, reusedTokens: cachedTokens, completionTokens },
  };
}

function check({ tools, schema, adapter }: GenerateRequest): void {
  if (schema !== undefined && (tools.length > 0 || adapter !== undefined)) {
    throw new KingletError(
      'invalid-input',
      'A request has a schema, or tools and a specialist, not both. Leave one out.',
    );
  }
}
