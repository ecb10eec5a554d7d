import {
  type Clock,
  type Engine,
  type EngineEvent,
  type EngineInfo,
  type GenerateRequest,
  type JsonObject,
  KingletError,
} from '@kinglet/spec';
import { ParseError } from 'eventsource-parser';
import { Deadline, defaultTimeouts, type RemoteTimeouts } from './deadline.ts';
import { type Endpoint, readEndpoint } from './endpoint.ts';
import { eventData } from './event-data.ts';
import type { HostBreakers } from './host-breakers.ts';
import { type Fetch, openStream } from './open-stream.ts';
import { ReplyAssembler } from './reply-assembler.ts';
import { refusalError } from './response-error.ts';
import { firstDialect, nextDialect, retryDelay } from './retry.ts';
import { parseChunk, type WireChunk } from './wire-chunk.ts';
import { type WireDialect, wireRequest } from './wire-request.ts';

export interface RemoteEngineOptions {
  /** Such as `https://api.openai.com/v1`: https, or http to this device. */
  readonly baseUrl: string;
  readonly model: string;
  /** Asked at each call; null for an endpoint without keys. Never kept, never part of an error. */
  readonly key: () => string | null;
  /** Of the remote model; prompt and reply together. */
  readonly contextTokens: number;
  readonly clock: Clock;
  readonly timeouts?: Partial<RemoteTimeouts>;
  readonly fetch?: Fetch;
  /** Shared by all engines, so that a host that does not answer is left alone. Absent: it is asked each time. */
  readonly breakers?: HostBreakers;
}

/**
 * An engine behind an OpenAI-compatible endpoint, streamed. `invalid-input` for an unusable base URL or key.
 *
 * A refusal (429, 5xx) is tried again at most twice and only before the first delta, after the time that the server's
 * `Retry-After` asks for; a stream that has begun is never repeated. A reply is complete with a finish reason or
 * `[DONE]`, else it is `interrupted`. `prefill-end` comes with the first delta.
 */
export function remoteEngine(options: RemoteEngineOptions): Engine {
  return new RemoteEngine(options);
}

class RemoteEngine implements Engine {
  readonly info: EngineInfo;
  readonly #options: RemoteEngineOptions;
  readonly #endpoint: Endpoint;
  readonly #timeouts: RemoteTimeouts;
  readonly #fetch: Fetch;
  #dialect: WireDialect;
  #unloaded = false;

  constructor(options: RemoteEngineOptions) {
    const endpoint = readEndpoint(options.baseUrl);
    this.#options = options;
    this.#endpoint = endpoint;
    this.#timeouts = { ...defaultTimeouts, ...options.timeouts };
    this.#fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    this.#dialect = firstDialect(endpoint.host);
    this.info = {
      engine: 'remote',
      modelId: options.model,
      place: 'remote',
      backend: 'http',
      threads: 0,
      contextTokens: options.contextTokens,
      host: endpoint.host,
    };
  }

  async *generate(
    request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<EngineEvent, void, void> {
    signal.throwIfAborted();
    if (this.#unloaded)
      throw new KingletError('engine-lost', 'The endpoint was disconnected. Connect it again.');
    if (request.adapter !== undefined) {
      throw new KingletError(
        'invalid-input',
        `A model behind an endpoint runs no adapter, so not "${request.adapter}". Leave the adapter out.`,
      );
    }
    const { clock } = this.#options;
    const startMs = clock.monotonicMs();
    const reply = new ReplyAssembler(() => clock.id());
    const deadline = new Deadline(clock, this.#timeouts, signal);
    let prefilled = false;
    try {
      const { breakers } = this.#options;
      const open = () => this.#open(request, deadline);
      const body = await (breakers?.run(this.#endpoint.host, open) ?? open());
      for await (const chunk of chunks(body, reply, { deadline, host: this.#endpoint.host })) {
        if (!prefilled && (chunk.text !== '' || chunk.calls.length > 0)) {
          prefilled = true;
          yield { type: 'prefill-end', durationMs: clock.monotonicMs() - startMs };
        }
        if (chunk.text !== '') yield { type: 'text-delta', text: chunk.text };
      }
    } finally {
      deadline.close();
    }
    signal.throwIfAborted();
    if (!prefilled) yield { type: 'prefill-end', durationMs: clock.monotonicMs() - startMs };
    for (const call of reply.calls) yield { type: 'tool-call', call };
    const usage = reply.usage(promptCharacters(this.#wireBody(request)));
    yield { type: 'decode-end', finishReason: reply.finishReason, usage };
  }

  async unload(): Promise<void> {
    this.#unloaded = true;
  }

  /** Opens the stream, however many refusals it takes. */
  async #open(request: GenerateRequest, deadline: Deadline): Promise<ReadableStream<Uint8Array>> {
    const { clock, key, model, contextTokens } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      const wireBody = this.#wireBody(request);
      const connection = { endpoint: this.#endpoint, key: key(), fetch: this.#fetch, clock, deadline };
      const { body, refusal } = await openStream(wireBody, connection);
      if (body) return body;
      const adapted = nextDialect(refusal, this.#dialect);
      const delayMs = adapted ? 0 : retryDelay(refusal, attempt);
      if (delayMs === null) {
        const promptTokens = Math.ceil(promptCharacters(wireBody) / 4);
        throw refusalError(refusal, { host: this.#endpoint.host, model, contextTokens, promptTokens });
      }
      this.#dialect = adapted ?? this.#dialect;
      deadline.enter(null);
      await clock.sleep(delayMs, { signal: deadline.signal });
    }
  }

  #wireBody(request: GenerateRequest): JsonObject {
    return wireRequest(request, this.#options.model, this.#dialect);
  }
}

/** The stream's chunks up to its end, each already added to `reply`. What breaks after a finish reason is let be. */
async function* chunks(
  body: ReadableStream<Uint8Array>,
  reply: ReplyAssembler,
  { deadline, host }: { deadline: Deadline; host: string },
): AsyncGenerator<WireChunk> {
  try {
    for await (const data of eventData(body, () => deadline.touch())) {
      if (data === '[DONE]') return;
      const chunk = parseChunk(data);
      if (!chunk) throw brokenStream(host, 'a line that is not JSON');
      if (chunk.error !== null) throw brokenStream(host, 'an error');
      reply.add(chunk);
      yield chunk;
      if (reply.isFull) return;
    }
  } catch (thrown) {
    if (reply.finished) return;
    deadline.signal.throwIfAborted();
    if (thrown instanceof KingletError) throw thrown;
    if (thrown instanceof ParseError) throw brokenStream(host, 'an event without an end');
    throw interrupted(host, thrown);
  }
  if (!reply.finished) throw interrupted(host);
}

function brokenStream(host: string, what: string): KingletError {
  return new KingletError(
    'remote-failed',
    `${host} sent ${what} inside its stream. What came before stays; ask again.`,
    {
      details: { host },
    },
  );
}

function interrupted(host: string, cause?: unknown): KingletError {
  return new KingletError(
    'interrupted',
    `The answer of ${host} broke off before its end. What came stays, but is not complete; ask again.`,
    { details: { host }, cause },
  );
}

function promptCharacters(wireBody: JsonObject): number {
  return JSON.stringify([wireBody['messages'] ?? [], wireBody['tools'] ?? []]).length;
}
