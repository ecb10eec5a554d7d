import {
  type Clock,
  type Engine,
  type EngineEvent,
  type EngineInfo,
  type GenerateRequest,
  type JsonObject,
  KingletError,
} from '@kinglet/spec';
import { Deadline, defaultTimeouts, type RemoteTimeouts } from './deadline.ts';
import { readEndpoint } from './endpoint.ts';
import { eventData } from './event-data.ts';
import { type Fetch, type Opened, openStream } from './open-stream.ts';
import { ReplyAssembler } from './reply-assembler.ts';
import { refusalError } from './response-error.ts';
import { nextDialect, retryDelay } from './retry.ts';
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
}

/**
 * An engine behind an OpenAI-compatible endpoint, streamed. `invalid-input` for an unusable base URL or key.
 *
 * A refusal (429, 5xx) is tried again at most twice and only before the first delta, after the time that the server's
 * `Retry-After` asks for; a stream that has begun is never repeated. A reply is complete with a finish reason or
 * `[DONE]`, else it is `interrupted`. `prefill-end` comes with the first delta.
 */
export function remoteEngine(options: RemoteEngineOptions): Engine {
  const { model, contextTokens, clock } = options;
  const endpoint = readEndpoint(options.baseUrl);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const info: EngineInfo = {
    engine: 'remote',
    modelId: model,
    place: 'remote',
    backend: 'http',
    threads: 0,
    contextTokens,
    host: endpoint.host,
  };
  let dialect: WireDialect = {
    maxTokensField: endpoint.host === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens',
    temperature: true,
  };
  let unloaded = false;

  /** Opens the stream, however many refusals it takes. */
  async function open(request: GenerateRequest, deadline: Deadline): Promise<ReadableStream<Uint8Array>> {
    for (let attempt = 0; ; attempt += 1) {
      const wireBody = wireRequest(request, model, dialect);
      const opened: Opened = await openStream(wireBody, {
        endpoint,
        key: options.key(),
        fetch,
        clock,
        deadline,
      });
      if (opened.body) return opened.body;
      const adapted = nextDialect(opened.refusal, dialect);
      const delayMs = adapted ? 0 : retryDelay(opened.refusal, attempt);
      if (delayMs === null) {
        const promptTokens = Math.ceil(promptCharacters(wireBody) / 4);
        throw refusalError(opened.refusal, { host: endpoint.host, model, contextTokens, promptTokens });
      }
      dialect = adapted ?? dialect;
      if (delayMs > 0) {
        deadline.enter(null);
        await clock.sleep(delayMs, { signal: deadline.signal });
      }
    }
  }

  async function* generate(
    request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<EngineEvent> {
    signal.throwIfAborted();
    if (unloaded) throw new KingletError('engine-lost', 'The endpoint was disconnected. Connect it again.');
    const startMs = clock.monotonicMs();
    const reply = new ReplyAssembler(() => clock.id());
    const deadline = new Deadline(clock, timeouts, signal);
    let prefilled = false;
    try {
      const body = await open(request, deadline);
      for await (const chunk of chunks(body, reply, { deadline, host: endpoint.host })) {
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
    const usage = reply.usage(promptCharacters(wireRequest(request, model, dialect)));
    yield { type: 'decode-end', finishReason: reply.finishReason, usage };
  }

  return {
    info,
    generate,
    async unload() {
      unloaded = true;
    },
  };
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
    }
  } catch (thrown) {
    if (reply.finished) return;
    deadline.signal.throwIfAborted();
    if (thrown instanceof KingletError) throw thrown;
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
