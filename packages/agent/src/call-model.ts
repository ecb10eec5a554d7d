import { costUsd, type Prices } from '@kinglet/policy';
import {
  type AgentEvent,
  type CallProbability,
  type Clock,
  type Engine,
  type EngineEvent,
  type FinishReason,
  type GenerateRequest,
  KingletError,
  type RawToolCall,
  type StepStats,
  toKingletError,
  type Usage,
} from '@kinglet/spec';
import { linkedAbort } from '@kinglet/tools';
import { abortableItems } from './abortable.ts';
import { loopStart } from './verify/text-loop.ts';

/** What one model call gave. */
export interface Reply {
  readonly text: string;
  readonly calls: readonly RawToolCall[];
  readonly stats: StepStats;
  /** Where the text begins to repeat itself, and the decode was stopped; -1 where it does not. */
  readonly loopStart: number;
  /** A specialist wants to go on from the results of its calls. */
  readonly continues: boolean;
  readonly error: KingletError | null;
}

export interface ModelCall {
  readonly engine: Engine;
  readonly request: GenerateRequest;
  readonly step: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Null on this device. */
  readonly prices: Prices | null;
}

/** A reply beyond this is cut as if `maxTokens` were reached: a server need not heed that. */
const maxTextLength = 60_000;
const maxCalls = 16;
/** Made once: an error costs its stack. */
const ended = new DOMException('The reply has ended.', 'AbortError');
const loopCheckLength = 40;
/** Below it a rate says more about the clock and the batching of deltas than about the model. */
const minRatedTokens = 8;

interface Progress {
  text: string;
  readonly calls: RawToolCall[];
  firstTokenMs: number | null;
  decodeStartMs: number | null;
  usage: Usage | null;
  finishReason: StepStats['finishReason'] | null;
  continues: boolean;
  confidence: number | null;
  callProbabilities: readonly CallProbability[];
  checkedLength: number;
  loopStart: number;
}

/**
 * Runs one model call and streams its events. Stops the decode where the text loops or is too long. Returns, never throws:
 * `stats.finishReason` is `cancelled` when the signal aborted, `error` with `error` set when the engine threw.
 */
export async function* callModel(call: ModelCall): AsyncGenerator<AgentEvent, Reply> {
  const { engine, request, step, clock } = call;
  const { signal, end } = linkedAbort(call.signal);
  const startMs = clock.monotonicMs();
  const progress = newProgress();
  let error: KingletError | null = null;
  try {
    for await (const event of abortableItems(engine.generate(request, { signal }), signal)) {
      const shown = take(event, progress, step, clock.monotonicMs());
      if (shown !== null) yield shown;
      const early = earlyEnd(progress);
      if (early !== null) {
        progress.finishReason = early;
        end(ended);
        break;
      }
    }
    if (progress.finishReason === null) throw unfinished();
  } catch (thrown) {
    if (!call.signal.aborted) {
      error = toKingletError(thrown, 'engine-failed');
      progress.finishReason = 'error';
    }
  } finally {
    end(ended);
  }
  if (call.signal.aborted) progress.finishReason = 'cancelled';
  const { text, calls, continues } = progress;
  const stats = statsOf(progress, { startMs, endMs: clock.monotonicMs(), prices: call.prices });
  return { text, calls, stats, error, continues, loopStart: progress.loopStart };
}

function unfinished(): KingletError {
  return new KingletError(
    'interrupted',
    'The reply ended before its finish reason. What came is not complete.',
  );
}

function newProgress(): Progress {
  return {
    text: '',
    calls: [],
    firstTokenMs: null,
    decodeStartMs: null,
    usage: null,
    finishReason: null,
    continues: false,
    confidence: null,
    callProbabilities: [],
    checkedLength: 0,
    loopStart: -1,
  };
}

function take(event: EngineEvent, progress: Progress, step: number, nowMs: number): AgentEvent | null {
  switch (event.type) {
    case 'prefill-end':
      progress.decodeStartMs = nowMs;
      return { type: 'prefill-end', step, durationMs: event.durationMs };
    case 'text-delta':
      if (event.text === '') return null;
      progress.firstTokenMs ??= nowMs;
      progress.text += event.text;
      return { type: 'text-delta', step, text: event.text };
    case 'tool-call':
      progress.firstTokenMs ??= nowMs;
      progress.calls.push(event.call);
      return null;
    case 'decode-end':
      progress.usage = event.usage;
      progress.finishReason = event.finishReason;
      progress.continues = event.continues === true;
      progress.confidence = probability(event.confidence);
      progress.callProbabilities = event.callProbabilities ?? [];
      return null;
  }
}

/** Null for what is no number from 0 to 1. */
function probability(value: number | undefined): number | null {
  return value !== undefined && value >= 0 && value <= 1 ? value : null;
}

function earlyEnd(progress: Progress): FinishReason | null {
  if (progress.text.length > maxTextLength) return 'length';
  if (progress.calls.length >= maxCalls) return 'tool-call';
  if (progress.text.length - progress.checkedLength < loopCheckLength) return null;
  progress.checkedLength = progress.text.length;
  progress.loopStart = loopStart(progress.text);
  return progress.loopStart >= 0 ? 'stop' : null;
}

function statsOf(
  progress: Progress,
  { startMs, endMs, prices }: { startMs: number; endMs: number; prices: Prices | null },
): StepStats {
  const { usage, firstTokenMs, decodeStartMs, finishReason, confidence, callProbabilities } = progress;
  const decodeMs = endMs - (decodeStartMs ?? firstTokenMs ?? endMs);
  const tokens = usage?.completionTokens ?? 0;
  return {
    usage: usage ?? { promptTokens: 0, reusedTokens: null, completionTokens: 0 },
    timeToFirstTokenMs: firstTokenMs === null ? null : firstTokenMs - startMs,
    durationMs: endMs - startMs,
    tokensPerSecond: tokens < minRatedTokens || decodeMs <= 0 ? null : (tokens * 1000) / decodeMs,
    costUsd: prices === null ? 0 : usage === null ? null : costUsd(usage, prices),
    finishReason: finishReason ?? 'error',
    ...(confidence === null ? {} : { confidence }),
    ...(callProbabilities.length === 0 ? {} : { callProbabilities }),
  };
}
