import { isJsonObject } from '@kinglet/spec';
import type { KeyValues } from '../key-values.ts';

const key = 'model-losses';
const windowMs = 5 * 60_000;
const tooMany = 3;

/** How often each model's engine was lost of late, and which run without the GPU since. Kept, so that a reload forgets nothing. */
export interface ModelLosses {
  /** Notes a loss. True where it is the third within five minutes: the count then begins anew. */
  note(modelId: string, nowMs: number): boolean;
  /** The model runs without the GPU from now on. */
  leaveGpu(modelId: string): void;
  isOffGpu(modelId: string): boolean;
  /** The user loads it, and so gives it another chance. */
  forget(modelId: string): void;
}

interface Losses {
  readonly atMs: readonly number[];
  readonly isOffGpu: boolean;
}

export async function openModelLosses(values: KeyValues): Promise<ModelLosses> {
  const losses = readLosses(await values.get(key));
  const put = (modelId: string, change: Partial<Losses>) => {
    losses.set(modelId, { ...lossesOf(modelId), ...change });
    void values.put(key, Object.fromEntries(losses));
  };
  const lossesOf = (modelId: string): Losses => losses.get(modelId) ?? { atMs: [], isOffGpu: false };
  return {
    note(modelId, nowMs) {
      const recent = lossesOf(modelId).atMs.filter((atMs) => nowMs - atMs < windowMs && atMs <= nowMs);
      const isTooMany = recent.length + 1 >= tooMany;
      put(modelId, { atMs: isTooMany ? [] : [...recent, nowMs] });
      return isTooMany;
    },
    leaveGpu: (modelId) => put(modelId, { isOffGpu: true }),
    isOffGpu: (modelId) => lossesOf(modelId).isOffGpu,
    forget: (modelId) => {
      if (losses.has(modelId)) put(modelId, { atMs: [], isOffGpu: false });
    },
  };
}

function readLosses(stored: unknown): Map<string, Losses> {
  const losses = new Map<string, Losses>();
  for (const [modelId, value] of Object.entries(isJsonObject(stored) ? stored : {})) {
    if (!isJsonObject(value)) continue;
    const { atMs, isOffGpu } = value;
    const times = Array.isArray(atMs) ? atMs.filter((time) => typeof time === 'number') : [];
    losses.set(modelId, { atMs: times, isOffGpu: isOffGpu === true });
  }
  return losses;
}
