import {
  type AdapterInfo,
  type Clock,
  type Engine,
  type EngineEvent,
  type EngineInfo,
  type GenerateRequest,
  KingletError,
  type RawToolCall,
} from '@kinglet/spec';
import { fakeClock } from './fake-clock.ts';
import { boundReply, type ScriptedReply, type ScriptStep } from './scripted-reply.ts';

/** Replies in order, one a request; or a function that answers each. */
export type EngineScript =
  | readonly ScriptedReply[]
  | ((request: GenerateRequest, index: number) => ScriptedReply);

/** An engine without a model, named `scripted` in all that it reports. */
export interface ScriptedEngine extends Engine {
  /** Each request to `generate`, in order. */
  readonly requests: readonly GenerateRequest[];
  /** Each request to `prefill`, in order. */
  readonly prefills: readonly GenerateRequest[];
}

/**
 * Makes an engine that does what a script says, for tests of everything above engines.
 *
 * Counts are deterministic: a prompt has a token for every four characters of its JSON, a delta is one token, and what
 * a request shares with the one before counts as reused. A prompt above `contextTokens` throws `context-overflow`; a
 * request beyond the script throws `engine-failed`, one for an adapter that `info` does not name `invalid-input`. `wait` steps need the clock that the test advances.
 */
export function scriptedEngine(
  script: EngineScript,
  { info = {}, clock = fakeClock() }: { info?: Partial<EngineInfo>; clock?: Clock } = {},
): ScriptedEngine {
  return new ScriptEngine(script, { ...defaultInfo, ...info }, clock);
}

const defaultInfo: EngineInfo = {
  engine: 'scripted',
  modelId: 'scripted',
  place: 'device',
  backend: 'wasm',
  threads: 0,
  contextTokens: 4096,
};

class ScriptEngine implements ScriptedEngine {
  readonly info: EngineInfo;
  readonly requests: GenerateRequest[] = [];
  readonly prefills: GenerateRequest[] = [];
  readonly #script: EngineScript;
  readonly #clock: Clock;
  #cached = '';
  #unloaded = false;

  constructor(script: EngineScript, info: EngineInfo, clock: Clock) {
    this.#script = script;
    this.info = info;
    this.#clock = clock;
  }

  async *generate(
    request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<EngineEvent, void, void> {
    const counts = this.#admit(request, signal);
    const index = this.requests.push(request) - 1;
    const startMs = this.#clock.monotonicMs();
    let prefilled = false;
    let calls = 0;
    let completionTokens = 0;

    for (const step of [...this.#replyTo(request, index), { type: 'end' } satisfies ScriptStep]) {
      await this.#pause(step, signal);
      if (step.type === 'wait') continue;
      if (!prefilled) yield { type: 'prefill-end', durationMs: this.#clock.monotonicMs() - startMs };
      prefilled = true;
      if (step.type === 'text') {
        completionTokens += 1;
        yield { type: 'text-delta', text: step.text };
      } else if (step.type === 'call') {
        calls += 1;
        completionTokens += countTokens(step.argumentsText);
        yield { type: 'tool-call', call: rawCall(step, this.#clock) };
      } else if (step.type === 'end') {
        const finishReason = step.finishReason ?? (calls > 0 ? 'tool-call' : 'stop');
        const { usage = { ...counts, completionTokens }, continues, confidence, callProbabilities } = step;
        yield {
          type: 'decode-end',
          finishReason,
          usage,
          ...(continues === undefined ? {} : { continues }),
          ...(confidence === undefined ? {} : { confidence }),
          ...(callProbabilities === undefined ? {} : { callProbabilities }),
        };
        return;
      }
    }
  }

  async prefill(request: GenerateRequest, { signal }: { signal: AbortSignal }): Promise<void> {
    this.#admit(request, signal);
    this.prefills.push(request);
  }

  async unload(): Promise<void> {
    this.#unloaded = true;
  }

  #admit(request: GenerateRequest, signal: AbortSignal): { promptTokens: number; reusedTokens: number } {
    signal.throwIfAborted();
    if (this.#unloaded)
      throw new KingletError('engine-lost', 'The scripted engine was unloaded. Load it again.');
    const { contextTokens, adapters = [] } = this.info;
    if (request.adapter !== undefined && !adapters.some(({ id }) => id === request.adapter))
      throw unknownAdapter(request.adapter, adapters);
    const prompt = JSON.stringify([request.tools, request.messages]);
    const promptTokens = countTokens(prompt);
    if (promptTokens > contextTokens) throw contextOverflow(promptTokens, contextTokens);
    const reusedTokens = Math.floor(sharedPrefix(this.#cached, prompt) / 4);
    this.#cached = prompt;
    return { promptTokens, reusedTokens };
  }

  #replyTo(request: GenerateRequest, index: number): ScriptedReply {
    const script = this.#script;
    const reply = typeof script === 'function' ? script(request, index) : script[index];
    if (reply) return boundReply(reply, request);
    throw new KingletError('engine-failed', `The script has ${index} replies and was asked for one more.`);
  }

  /** All that a step does in place of an event. */
  async #pause(step: ScriptStep, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (step.type === 'fail') throw step.error;
    if (step.type === 'wait') await this.#clock.sleep(step.durationMs, { signal });
    if (step.type === 'hang') await aborted(signal);
  }
}

function rawCall(step: Extract<ScriptStep, { type: 'call' }>, clock: Clock): RawToolCall {
  return { id: step.id ?? `call-${clock.id()}`, name: step.name, argumentsText: step.argumentsText };
}

function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

function sharedPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function contextOverflow(promptTokens: number, contextTokens: number): KingletError {
  return new KingletError(
    'context-overflow',
    `The prompt has ${promptTokens} tokens and the context holds ${contextTokens}. Leave older exchanges out.`,
    { details: { promptTokens, contextTokens } },
  );
}

function unknownAdapter(id: string, adapters: readonly AdapterInfo[]): KingletError {
  const known = adapters.map((adapter) => `"${adapter.id}"`).join(', ');
  return new KingletError(
    'invalid-input',
    `The scripted engine has no adapter "${id}"; it has ${known === '' ? 'none' : known}. Name them in its info.`,
  );
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
