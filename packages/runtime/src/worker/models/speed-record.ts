import { type Backend, type EngineInfo, isJsonObject } from '@kinglet/spec';

/** Tokens a second of one kind of work. */
export interface Rate {
  readonly perSecond: number;
  /** Calls of the user's that it is the mean of, the latest counting most; 0: only the calibration's. */
  readonly calls: number;
}

/** How fast one model ran here, on one engine, backend and number of threads. */
export interface SpeedRecord extends Pick<EngineInfo, 'modelId' | 'engine' | 'backend' | 'threads'> {
  /** Of the worker's script, and so of the engines in it. */
  readonly version: string;
  readonly prefill: Rate | null;
  readonly decode: Rate | null;
}

/** What one call measured, in tokens a second. */
export interface SpeedSample {
  readonly prefillPerSecond: number | null;
  readonly decodePerSecond: number | null;
}

const backends: readonly Backend[] = ['wasm', 'webgpu', 'browser'];

/** A stored record; null for what is none. */
export function readSpeedRecord(json: unknown): SpeedRecord | null {
  if (!isJsonObject(json)) return null;
  const { modelId, engine, threads, version } = json;
  const backend = backends.find((one) => one === json['backend']);
  if (typeof modelId !== 'string' || typeof engine !== 'string' || typeof version !== 'string') return null;
  if (typeof threads !== 'number' || backend === undefined) return null;
  const [prefill, decode] = [readRate(json['prefill']), readRate(json['decode'])];
  return { modelId, engine: engine as EngineInfo['engine'], backend, threads, version, prefill, decode };
}

function readRate(json: unknown): Rate | null {
  if (!isJsonObject(json)) return null;
  const { perSecond, calls } = json;
  return typeof perSecond === 'number' && perSecond > 0 && typeof calls === 'number' && calls >= 0
    ? { perSecond, calls }
    : null;
}

/** As many calls as this one are remembered, so that a device that got slower is known as such soon. */
const remembered = 5;

/** The rate with one more sample: the first call of the user's takes the place of the calibration's. */
export function withSample(
  rate: Rate | null,
  perSecond: number | null,
  { isCalibration }: { isCalibration: boolean },
): Rate | null {
  if (perSecond === null || (isCalibration && rate !== null)) return rate;
  if (rate === null) return { perSecond, calls: isCalibration ? 0 : 1 };
  const calls = Math.min(rate.calls + 1, remembered);
  return { perSecond: rate.perSecond + (perSecond - rate.perSecond) / calls, calls };
}
