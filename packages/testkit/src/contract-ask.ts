import type { Engine, EngineEvent, FinishReason, GenerateRequest, RawToolCall, Usage } from '@kinglet/spec';

export const freshSignal = () => new AbortController().signal;

/** All events of one reply, put together. */
export interface Reply {
  readonly types: readonly EngineEvent['type'][];
  readonly text: string;
  readonly calls: readonly RawToolCall[];
  readonly finishReason: FinishReason | undefined;
  readonly usage: Usage;
  readonly confidence: number | undefined;
}

export async function ask(engine: Engine, request: GenerateRequest, signal = freshSignal()): Promise<Reply> {
  const events: EngineEvent[] = [];
  for await (const event of engine.generate(request, { signal })) events.push(event);
  const end = events.find((event) => event.type === 'decode-end');
  return {
    types: events.map((event) => event.type),
    text: events.map((event) => (event.type === 'text-delta' ? event.text : '')).join(''),
    calls: events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : [])),
    finishReason: end?.finishReason,
    confidence: end?.confidence,
    usage: end?.usage ?? { promptTokens: -1, reusedTokens: null, completionTokens: -1 },
  };
}
