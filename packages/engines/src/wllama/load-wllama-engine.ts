import { type Engine, KingletError } from '@kinglet/spec';
import { CompletionEngine } from '../completion/completion-engine.ts';
import { type CompletionLoadOptions, defaultStallMs, toolForms } from '../completion/load-options.ts';
import { createTokenIds } from '../completion/token-ids.ts';
import { parseChatTemplate } from '../prompt/chat-template.ts';
import { createContentStripper } from '../prompt/content-stripper.ts';
import { checkWasm } from '../wasm/check-wasm.ts';
import { usableThreads } from '../wasm/usable-threads.ts';
import { checkAdapters } from './check-adapters.ts';
import { canUseWebGpu } from './device.ts';
import { type GgufVocabulary, readGgufVocabulary } from './gguf-vocabulary.ts';
import { type LoadedAdapter, WllamaSession } from './wllama-session.ts';

/** The context costs memory: 22.5 kB a token for SmolLM2-135M. WebGPU where the adapter has shader-f16. */
export interface LoadWllamaOptions extends CompletionLoadOptions {
  /** The GGUF file, or its shards in order. Read while loading; not copied. */
  readonly blobs: readonly Blob[];
  /** Specialists for this very model, whose files were checked before; a request names one by its id. Only for a model in one file. */
  readonly adapters?: readonly LoadedAdapter[] | undefined;
  /** Address of `@wllama/wllama/esm/wasm/wllama.wasm`. */
  readonly wasmUrl: string;
}

/**
 * Loads a GGUF model into llama.cpp. Call it in a worker: wllama starts its own worker from a blob.
 *
 * Throws `engine-failed` where the file is not a usable model; rejects with `signal.reason` when cancelled. A GPU that
 * fails while loading falls back to WebAssembly; `info.backend` says what really runs.
 */
export async function loadWllamaEngine(options: LoadWllamaOptions): Promise<Engine> {
  const { modelId, blobs, adapters = [], clock, signal } = options;
  const { toolUse, format, lineFormat } = toolForms(options);
  const [firstBlob] = blobs;
  if (firstBlob === undefined) {
    throw new KingletError(
      'invalid-input',
      'A model has at least one file; none was given. Download the model first.',
    );
  }
  const [vocabulary] = await Promise.all([
    readGgufVocabulary(firstBlob, { signal }),
    checkWasm(options.wasmUrl, { signal }),
  ]);
  checkAdapters(adapters, { files: blobs.length, vocabulary });
  const session = await loadSession(options, vocabulary);
  try {
    const { n_ctx: contextTokens } = session.facts;
    return new CompletionEngine({
      info: {
        engine: 'wllama',
        modelId,
        place: 'device',
        backend: session.gpuLayers > 0 ? 'webgpu' : 'wasm',
        threads: session.threads,
        contextTokens,
        toolUse,
        ...(adapters.length === 0 ? {} : { adapters: adapters.map(({ info }) => info) }),
      },
      session,
      template: readTemplate(session, vocabulary),
      format,
      lineFormat,
      stripper: createContentStripper(controlTokens(vocabulary)),
      tokenIds: createTokenIds(vocabulary.tokens),
      clock,
    });
  } catch (thrown) {
    session.end();
    throw thrown;
  }
}

async function loadSession(options: LoadWllamaOptions, vocabulary: GgufVocabulary): Promise<WllamaSession> {
  const {
    blobs,
    adapters = [],
    wasmUrl,
    contextTokens,
    clock,
    signal,
    threads = usableThreads(),
    gpu = 'auto',
    stallMs = defaultStallMs,
  } = options;
  const load = (onGpu: boolean) =>
    WllamaSession.load(
      { blobs, adapters, vocabulary, wasmUrl, contextTokens, threads, gpu: onGpu, clock, stallMs },
      { signal },
    );
  if (gpu === 'off' || !(await canUseWebGpu())) return load(false);
  try {
    return await load(true);
  } catch {
    signal.throwIfAborted();
    return load(false);
  }
}

function readTemplate(session: WllamaSession, { tokens }: GgufVocabulary) {
  const text = session.chatTemplate;
  if (text === null) {
    throw new KingletError(
      'engine-failed',
      'This model has no chat template, so it cannot hold a conversation. Choose another model.',
    );
  }
  const { add_bos_token, token_bos, token_eos } = session.facts;
  return parseChatTemplate(text, {
    bosToken: add_bos_token ? '' : (tokens[token_bos] ?? ''),
    eosToken: tokens[token_eos] ?? '',
  });
}

function controlTokens({ tokens, tokenTypes }: GgufVocabulary): readonly string[] {
  const control = 3;
  const userDefined = 4;
  return tokens.filter((_, id) => tokenTypes[id] === control || tokenTypes[id] === userDefined);
}
