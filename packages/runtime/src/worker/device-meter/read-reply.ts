import type { Clock, Engine, FinishReason, GenerateRequest, RawToolCall, Usage } from '@kinglet/spec';

/** One whole reply of an engine, with its times. */
export interface TimedReply {
  readonly text: string;
  readonly calls: readonly RawToolCall[];
  readonly finishReason: FinishReason;
  readonly usage: Usage;
  /** Whether the events came in the order of the contract. */
  readonly isInOrder: boolean;
  /** As the engine tells it. */
  readonly prefillMs: number;
  /** From the request to the first text or call. */
  readonly firstTextMs: number;
  /** From the end of the prefill to the end. */
  readonly decodeMs: number;
}

/** Reads one reply to its end. `onText` is called with each text as it comes. Rejects as `Engine.generate` does. */
export async function readReply(
  engine: Engine,
  request: GenerateRequest,
  { clock, signal, onText }: { clock: Clock; signal: AbortSignal; onText?: (text: string) => void },
): Promise<TimedReply> {
  const startMs = clock.monotonicMs();
  const types: string[] = [];
  const calls: RawToolCall[] = [];
  let text = '';
  let prefillMs = 0;
  let prefilledMs = startMs;
  let firstMs: number | null = null;
  let end: { finishReason: FinishReason; usage: Usage } | null = null;
  for await (const event of engine.generate(request, { signal })) {
    types.push(event.type);
    if (event.type === 'prefill-end') {
      prefillMs = event.durationMs;
      prefilledMs = clock.monotonicMs();
      continue;
    }
    firstMs ??= clock.monotonicMs();
    if (event.type === 'text-delta') {
      text += event.text;
      onText?.(event.text);
    }
    if (event.type === 'tool-call') calls.push(event.call);
    if (event.type === 'decode-end') end = event;
  }
  const endMs = clock.monotonicMs();
  if (end === null) throw new Error('the reply had no end');
  const { finishReason, usage } = end;
  return {
    ...{ text, calls, finishReason, usage, prefillMs },
    isInOrder: /^prefill-end( (text-delta|tool-call))* decode-end$/.test(types.join(' ')),
    firstTextMs: (firstMs ?? endMs) - startMs,
    decodeMs: endMs - prefilledMs,
  };
}
