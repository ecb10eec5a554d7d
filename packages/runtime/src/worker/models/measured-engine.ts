import type { Clock, Engine, EngineEvent, GenerateRequest, Usage } from '@kinglet/spec';
import type { SpeedSample } from './speed-record.ts';

/** Fewer tokens than these say more about the clock than about the model. */
const minPrefillTokens = 16;
const minDecodeTokens = 8;

/**
 * The same engine; `onSample` hears how fast each call that ended by itself was, by the engine's own counts. What was
 * reused of a prompt was not read. A count that is an estimate, or a length that is too short, gives no rate.
 */
export function measuredEngine(
  engine: Engine,
  { clock, onSample }: { clock: Clock; onSample: (sample: SpeedSample, request: GenerateRequest) => void },
): Engine {
  return {
    info: engine.info,
    async *generate(request, options) {
      let prefill: Extract<EngineEvent, { type: 'prefill-end' }> | null = null;
      let decodeStartMs = 0;
      for await (const event of engine.generate(request, options)) {
        if (event.type === 'prefill-end') {
          prefill = event;
          decodeStartMs = clock.monotonicMs();
        }
        if (event.type === 'decode-end' && prefill) {
          const decodeMs = clock.monotonicMs() - decodeStartMs;
          const sample = sampleOf(event.usage, { prefillMs: prefill.durationMs, decodeMs });
          if (sample) onSample(sample, request);
        }
        yield event;
      }
    },
    ...(engine.prefill ? { prefill: engine.prefill.bind(engine) } : {}),
    ...(engine.countTokens ? { countTokens: engine.countTokens.bind(engine) } : {}),
    unload: () => engine.unload(),
  };
}

function sampleOf(
  { promptTokens, reusedTokens, completionTokens, estimated }: Usage,
  { prefillMs, decodeMs }: { prefillMs: number; decodeMs: number },
): SpeedSample | null {
  if (estimated) return null;
  const readTokens = reusedTokens === null ? 0 : promptTokens - reusedTokens;
  const sample = {
    prefillPerSecond: readTokens < minPrefillTokens ? null : perSecond(readTokens, prefillMs),
    decodePerSecond: completionTokens < minDecodeTokens ? null : perSecond(completionTokens, decodeMs),
  };
  return sample.prefillPerSecond === null && sample.decodePerSecond === null ? null : sample;
}

function perSecond(tokens: number, durationMs: number): number | null {
  return durationMs > 0 ? (tokens * 1000) / durationMs : null;
}
