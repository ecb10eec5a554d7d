import type {
  CallProbability,
  FinishReason,
  GenerateRequest,
  JsonObject,
  KingletError,
  Usage,
} from '@kinglet/spec';

/** One thing that a scripted model does. */
export type ScriptStep =
  /** One delta, counted as one token. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'call'; readonly name: string; readonly argumentsText: string; readonly id?: string }
  /** Waits on the engine's clock. */
  | { readonly type: 'wait'; readonly durationMs: number }
  /** Does nothing until it is cancelled. */
  | { readonly type: 'hang' }
  | { readonly type: 'fail'; readonly error: KingletError }
  /** Ends the reply; without it, `tool-call` after a call, else `stop`, with counted usage. */
  | {
      readonly type: 'end';
      readonly finishReason?: FinishReason;
      readonly usage?: Usage;
      /** A specialist's, as in `decode-end`. */
      readonly continues?: true;
      readonly confidence?: number;
      readonly callProbabilities?: readonly CallProbability[];
    };

/** What a scripted model does for one request, in order. Steps before the first text or call are its prefill. */
export type ScriptedReply = readonly ScriptStep[];

/** The text as deltas of about a word each. */
export function say(text: string): ScriptedReply {
  const words = text.match(/\s*\S+|\s+$/g) ?? [];
  return words.map((word) => ({ type: 'text', text: word }));
}

/** One tool call. A string in place of the arguments is given as it is: for what a model gets wrong. */
export function callTool(
  name: string,
  args: JsonObject | string,
  { id }: { id?: string } = {},
): ScriptedReply {
  const argumentsText = typeof args === 'string' ? args : JSON.stringify(args);
  return [{ type: 'call', name, argumentsText, ...(id === undefined ? {} : { id }) }];
}

/** Waits on the engine's clock. */
export function waitFor(durationMs: number): ScriptedReply {
  return [{ type: 'wait', durationMs }];
}

/** Does nothing until it is cancelled. */
export function hang(): ScriptedReply {
  return [{ type: 'hang' }];
}

/** Throws this error. */
export function failWith(error: KingletError): ScriptedReply {
  return [{ type: 'fail', error }];
}

/** The reply as the request's bounds allow it: cut before a stop string, and after `maxTokens` deltas. */
export function boundReply(reply: ScriptedReply, request: GenerateRequest): ScriptedReply {
  const stopAt = firstStop(textOf(reply), request.stop ?? []);
  const bounded: ScriptStep[] = [];
  let length = 0;
  let tokens = 0;
  for (const step of reply) {
    if (step.type === 'text') {
      const rest = stopAt - length;
      if (rest <= 0) return [...bounded, { type: 'end', finishReason: 'stop' }];
      if (tokens >= request.maxTokens) return [...bounded, { type: 'end', finishReason: 'length' }];
      bounded.push(rest < step.text.length ? { type: 'text', text: step.text.slice(0, rest) } : step);
      length += step.text.length;
      tokens += 1;
    } else {
      bounded.push(step);
    }
  }
  return length > stopAt ? [...bounded, { type: 'end', finishReason: 'stop' }] : bounded;
}

function textOf(reply: ScriptedReply): string {
  return reply.map((step) => (step.type === 'text' ? step.text : '')).join('');
}

function firstStop(text: string, stops: readonly string[]): number {
  const found = stops.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
  return Math.min(...found, Number.POSITIVE_INFINITY);
}
