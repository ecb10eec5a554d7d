import { KingletError } from '@kinglet/spec';
import type { CompletionChunk, CompletionParams } from '../completion/completion-session.ts';
import { createStopHolder, type StopHolder } from '../prompt/stop-holder.ts';
import { type Choice, chooseToken } from './choose-token.ts';
import type { GrammarGuide } from './grammar-guide.ts';
import type { Grammars } from './grammars.ts';
import { ReplyTokens } from './reply-tokens.ts';
import type { TextTokenizer } from './text-tokenizer.ts';
import type { TokenCache } from './token-cache.ts';

export interface CompletionParts {
  readonly cache: TokenCache;
  readonly tokenizer: TextTokenizer;
  readonly grammars: Pick<Grammars, 'guide'>;
  /** Tokens with which the model ends its turn. */
  readonly endIds: ReadonlySet<number>;
  readonly contextTokens: number;
  random(): number;
}

export interface CompletionEvents {
  onChunk(chunk: CompletionChunk): void;
  readonly signal: AbortSignal;
}

/** How far back a repetition counts, as in llama.cpp. */
const recentTokens = 64;

/**
 * Goes on from a prompt until the model ends, a stop string comes, the grammar is complete or the limit is reached. Gives chunks,
 * the last of them an `end`.
 *
 * Throws `context-overflow`, `engine-failed`, `engine-lost`; rejects with `signal.reason` between two passes.
 */
export async function completeText(
  params: CompletionParams,
  parts: CompletionParts,
  { onChunk, signal }: CompletionEvents,
): Promise<void> {
  const prompt = parts.tokenizer.encode(params.prompt);
  checkFits(prompt.length, parts);
  const guide = params.grammar === undefined ? null : await parts.grammars.guide(params.grammar);
  try {
    const reply = new ReplyTokens(parts.tokenizer);
    const holder = createStopHolder(params.stop);
    const show = () => {
      const text = holder.push(reply.take());
      if (text !== '') onChunk({ type: 'text', text, logProbability: null });
    };
    const ended = await decode({ prompt, reply, params, parts, guide, holder, show, onChunk, signal });
    reply.finish();
    show();
    onChunk({
      type: 'end',
      text: holder.rest(),
      finish: holder.stopped ? 'stop' : ended.finish,
      promptTokens: prompt.length,
      cachedTokens: ended.heldTokens,
      completionTokens: reply.ids.length + ended.endTokens,
    });
  } finally {
    guide?.end();
  }
}

function checkFits(promptTokens: number, { contextTokens }: CompletionParts): void {
  if (promptTokens === 0) {
    throw new KingletError('invalid-input', 'The prompt has no tokens. Give at least one message.');
  }
  // One is for the reply.
  if (promptTokens < contextTokens) return;
  throw new KingletError(
    'context-overflow',
    `The prompt has ${promptTokens} tokens and this model's context holds ${contextTokens}. Shorten the conversation or begin a new one.`,
    { details: { promptTokens, contextTokens } },
  );
}

interface Decoding extends CompletionEvents {
  readonly prompt: readonly number[];
  /** Filled. */
  readonly reply: ReplyTokens;
  readonly params: CompletionParams;
  readonly parts: CompletionParts;
  readonly guide: GrammarGuide | null;
  readonly holder: StopHolder;
  /** Gives out what is new in the reply. */
  show(): void;
}

interface Ended {
  readonly finish: 'stop' | 'length';
  /** Tokens by which the model ended; they are not among the reply's. */
  readonly endTokens: number;
  /** Tokens of the prompt that the cache held before. */
  readonly heldTokens: number;
}

async function decode(decoding: Decoding): Promise<Ended> {
  const { prompt, reply, params, parts, guide, holder, show, signal } = decoding;
  const limit = Math.min(params.n_predict, parts.contextTokens - prompt.length);
  let heldTokens: number | null = null;
  const ended = async (finish: Ended['finish'], endTokens = 0): Promise<Ended> => {
    // A reply without a choice needs no pass, but the next prompt goes on from this one.
    heldTokens ??= (await parts.cache.read(prompt, { signal })).heldTokens;
    return { finish, endTokens, heldTokens };
  };
  while (!holder.stopped) {
    const mask = guide !== null && limit > 0 ? await guide.advance(reply) : undefined;
    if (reply.ids.length > limit) reply.replace(reply.ids.slice(0, limit));
    show();
    if (mask === null) return ended('stop');
    if (reply.ids.length >= limit) return ended('length');
    const onProgress = heldTokens === null ? progressOf(decoding) : undefined;
    const read = await parts.cache.read([...prompt, ...reply.ids], { signal, onProgress });
    heldTokens ??= Math.min(read.heldTokens, prompt.length);
    const token = chooseToken(read.logits, choiceOf(decoding, mask ?? null));
    if (parts.endIds.has(token)) return ended('stop', 1);
    guide?.accept(token);
    reply.push(token);
    show();
  }
  return ended('stop');
}

function progressOf({ prompt: { length: total }, onChunk }: Decoding) {
  return (readTokens: number) => onChunk({ type: 'progress', processed: Math.min(readTokens, total), total });
}

function choiceOf({ params, parts, prompt, reply }: Decoding, mask: Int32Array | null): Choice {
  const { temperature, logit_bias: biases = [], repeat_penalty: repeatPenalty = 1 } = params;
  const recent = repeatPenalty === 1 ? [] : [...prompt, ...reply.ids].slice(-recentTokens);
  return { temperature, biases, repeatPenalty, recent, mask, random: parts.random };
}
