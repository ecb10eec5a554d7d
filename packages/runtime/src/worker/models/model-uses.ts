import { isJsonObject } from '@kinglet/spec';
import type { KeyValues } from '../key-values.ts';

/** When each model was last loaded. */
export interface ModelUses {
  /** Milliseconds since 1970; 0 where it never was. */
  lastUsedMs(modelId: string): number;
  note(modelId: string, nowMs: number): Promise<void>;
}

const key = 'model-uses';

export async function openModelUses(values: KeyValues): Promise<ModelUses> {
  const stored = await values.get(key);
  let uses: Readonly<Record<string, unknown>> = isJsonObject(stored) ? stored : {};
  return {
    lastUsedMs(modelId) {
      const lastMs = uses[modelId];
      return typeof lastMs === 'number' ? lastMs : 0;
    },
    note(modelId, nowMs) {
      uses = { ...uses, [modelId]: nowMs };
      return values.put(key, uses);
    },
  };
}
