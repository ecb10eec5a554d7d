import type { WeighedText } from '@kinglet/engines/specialist';
import { KingletError } from '@kinglet/spec';
import {
  getLlama,
  type LlamaContextSequence,
  LlamaGrammar,
  LlamaGrammarEvaluationState,
  LlamaLogLevel,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import { contextTokens } from './eval-engine.ts';
import { idleThreads } from './idle-threads.ts';

/** A prompt to complete. */
interface Completion {
  /** With the model's control tokens written as text, as `<|im_start|>`. */
  readonly prompt: string;
  /** GBNF; null: whatever the model says. */
  readonly grammar: string | null;
  readonly maxTokens: number;
  /** Ends the decoding early where what came so far is enough. */
  isEnough(text: string): boolean;
  /** The reply is read once more, without grammar, for the probabilities of its tokens. */
  readonly weigh?: boolean;
}

/** What was decoded; `text` is null where the prompt leaves no room in the context. */
interface Completed {
  readonly text: string | null;
  /** False where `maxTokens` or the context cut it off. */
  readonly isWhole: boolean;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** The reply token by token, each with its probability in the model's own distribution; empty unless asked for. */
  readonly pieces: readonly WeighedText[];
}

/** llama.cpp in Node with one adapter at most. One completion at a time. */
export interface NodeModel {
  /** Tokens that may stand in no content that is not ours. */
  readonly controlTokens: readonly string[];
  complete(completion: Completion): Promise<Completed>;
  close(): Promise<void>;
}

/**
 * Loads a GGUF on the CPU; `adapter` is the path of a LoRA for it. Throws `engine-failed` where llama.cpp takes either
 * of them not.
 */
export async function loadNodeModel(base: string, adapter: string | null): Promise<NodeModel> {
  const threads = idleThreads();
  const llama = await getLlama({
    ...({ gpu: false, build: 'never', skipDownload: true, maxThreads: threads } as const),
    logLevel: LlamaLogLevel.error,
  });
  try {
    const model = await llama.loadModel({ modelPath: base, gpuLayers: 0 });
    const context = await model.createContext({
      ...{ contextSize: contextTokens, threads, sequences: 1 },
      ...(adapter === null ? {} : { lora: adapter }),
    });
    const sequence = context.getSequence();
    return {
      controlTokens: controlTokens(model),
      async complete({ prompt, grammar, maxTokens, isEnough, weigh = false }) {
        const tokens = model.tokenize(prompt, true);
        const promptTokens = tokens.length;
        if (promptTokens >= contextTokens) {
          return { text: null, isWhole: false, promptTokens, completionTokens: 0, pieces: [] };
        }
        // The last token is always read again: its logits are what the reply begins with.
        await sequence.adaptStateToTokens(tokens.slice(0, -1));
        // Of a prompt that is asked once more the reply to the first time is left over.
        const start = promptTokens - 1;
        await sequence.eraseContextTokenRanges([{ start, end: sequence.nextTokenIndex }]);
        const bounds =
          grammar === null
            ? {}
            : {
                grammarEvaluationState: new LlamaGrammarEvaluationState({
                  model,
                  grammar: new LlamaGrammar(llama, { grammar }),
                }),
              };
        const reply: typeof tokens = [];
        const room = Math.min(maxTokens, contextTokens - promptTokens);
        const left = tokens.slice(sequence.nextTokenIndex);
        for await (const token of sequence.evaluate(left, { temperature: 0, ...bounds })) {
          reply.push(token);
          if (reply.length >= room || isEnough(model.detokenize(reply))) break;
        }
        const isWhole = reply.length < room;
        const text = model.detokenize(reply);
        const pieces = weigh ? await weighed(model, sequence, { tokens, reply, isWhole }) : [];
        return { text, isWhole, promptTokens, completionTokens: reply.length, pieces };
      },
      close: () => llama.dispose(),
    };
  } catch (cause) {
    await llama.dispose();
    const what = adapter === null ? base : `${base} with ${adapter}`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new KingletError(
      'engine-failed',
      `llama.cpp could not load ${what}: ${reason}. Check both files.`,
      { cause },
    );
  }
}

/** At temperature 1 and over the whole vocabulary, as wllama's `n_probs` has it. */
const ownDistribution = { temperature: 1, topK: 0, topP: 1, minP: 0 };

async function weighed(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  { tokens, reply, isWhole }: { tokens: readonly Token[]; reply: readonly Token[]; isWhole: boolean },
): Promise<readonly WeighedText[]> {
  const start = tokens.length - 1;
  await sequence.eraseContextTokenRanges([{ start, end: sequence.nextTokenIndex }]);
  // What ends the reply is the model's choice as well.
  const { eos } = model.tokens;
  const said = isWhole && eos !== null ? [...reply, eos] : reply;
  const read = [...tokens.slice(-1), ...said];
  const results = await sequence.controlledEvaluate(
    read.slice(0, -1).map((token, index) => {
      const logits = { filter: { tokens: read.slice(index + 1, index + 2), includeMax: true } };
      return [token, { generateNext: { logits, totalLogitWeight: true, options: ownDistribution } }];
    }),
  );
  return said.map((token, index) => {
    const { logits, totalLogitWeight = Number.NaN } = results[index]?.next ?? {};
    const own = logits?.get(token) ?? Number.NaN;
    const highest = Math.max(...(logits?.values() ?? []));
    return {
      text: model.detokenize(reply.slice(0, index + 1)).slice(model.detokenize(reply.slice(0, index)).length),
      logProbability: own - highest - Math.log(totalLogitWeight),
    };
  });
}

/** By their types in the GGUF: 3 is control, 4 is user-defined. */
function controlTokens({ fileInfo }: LlamaModel): readonly string[] {
  const { tokens, token_type: types } = fileInfo.metadata.tokenizer.ggml;
  return tokens.filter((_, index) => types[index] === 3 || types[index] === 4);
}
