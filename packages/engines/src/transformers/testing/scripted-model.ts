import type { KingletError } from '@kinglet/spec';
import type { OnnxModel } from '../onnx-model.ts';

/** Token ids that a model was given, and what it shall do with them. */
export interface ScriptedModel extends OnnxModel {
  loss: KingletError | null;
  /** What its cache holds. */
  readonly held: readonly number[];
  /** What each pass read. */
  readonly passes: readonly (readonly number[])[];
}

/** A model without weights. `next`: the token that it finds likeliest after those; the one with the number 0 by default. */
export function scriptedModel({
  next = () => 0,
  logits = 1,
  canCrop = true,
}: {
  next?: (ids: readonly number[]) => number;
  logits?: number;
  canCrop?: boolean;
} = {}): ScriptedModel {
  const held: number[] = [];
  const passes: (readonly number[])[] = [];
  return {
    loss: null,
    held,
    passes,
    async forward(ids) {
      if (this.loss !== null) throw this.loss;
      passes.push(ids);
      held.push(...ids);
      const scores = new Float32Array(logits);
      scores[next(held)] = 10;
      return scores;
    },
    async crop(length) {
      held.length = canCrop ? length : 0;
      return held.length;
    },
    end() {},
  };
}
