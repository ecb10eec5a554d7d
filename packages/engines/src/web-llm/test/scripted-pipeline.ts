import type { MlcRequest } from '../web-llm-module.ts';
import { ScriptedConversation } from './scripted-conversation.ts';

export const emptyThinking = '<think>\n\n</think>\n\n';
/** A token that does not come until the generation is interrupted. */
export const hangs = Symbol('hang');
export type Token = string | typeof hangs;

/** lib/index.js:11636 `LLMChatPipeline`. */
export class ScriptedPipeline {
  readonly contextTokens: number;
  conversation = new ScriptedConversation(undefined);
  filledKVCacheLength = 0;
  finishReason: string | undefined;
  message = '';
  stopped = true;
  newPromptTokens = 0;
  completionTokens = 0;

  constructor(contextTokens: number) {
    this.contextTokens = contextTokens;
  }
}

/** lib/index.js:12516 `processNextToken`; undefined is the model's end token. */
export function sample(pipeline: ScriptedPipeline, request: MlcRequest, token: Token | undefined): void {
  pipeline.completionTokens += 1;
  if (token === undefined) {
    finish(pipeline, 'stop');
    return;
  }
  if (token === hangs) throw new Error('A hang is no token.');
  const message = pipeline.message + token;
  // It looks for the last occurrence, of each stop string in turn.
  const stopAt = (request.stop ?? []).map((stop) => message.lastIndexOf(stop)).find((index) => index >= 0);
  pipeline.message = stopAt === undefined ? message : message.slice(0, stopAt);
  if (stopAt !== undefined) finish(pipeline, 'stop');
  // The thinking block counts, as four tokens.
  const extra = message.startsWith(emptyThinking) ? 4 : 0;
  if (pipeline.completionTokens + extra >= request.max_tokens) finish(pipeline, 'length');
}

export function finish(pipeline: ScriptedPipeline, reason: string): void {
  pipeline.stopped = true;
  pipeline.finishReason = reason;
  const reply = pipeline.conversation.entries.at(-1);
  if (reply) reply.content = pipeline.message;
}
