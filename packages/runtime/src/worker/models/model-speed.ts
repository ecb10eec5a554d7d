import type { ModelRecord } from '@kinglet/spec';
import { type ModelSpeed, parametersOf } from '../../shared/index.ts';
import type { EngineBackend } from './choose-backend.ts';
import type { SpeedRecord } from './speed-record.ts';

/**
 * How fast a model is here: as it was measured on the backend that it runs on next, else as the model of the same engine
 * and backend that is nearest to it in parameters lets expect, since each token reads them all. Null where nothing ran
 * that tells. The latest measurement goes first.
 */
export function modelSpeed(
  model: ModelRecord,
  {
    backend,
    records,
    models,
  }: { backend: EngineBackend | null; records: readonly SpeedRecord[]; models: readonly ModelRecord[] },
): ModelSpeed | null {
  const alike = records.filter(
    (record) => record.engine === model.engine && (backend === null || record.backend === backend),
  );
  const measured = alike.find(({ modelId }) => modelId === model.id);
  if (measured) return speedOf(measured, 'measured', 1);
  const parameters = parametersOf(model);
  if (parameters === null) return null;
  const scaled = alike.flatMap((record) => {
    const other = models.find(({ id }) => id === record.modelId);
    const known = other ? parametersOf(other) : null;
    return known === null ? [] : [{ record, factor: known / parameters }];
  });
  const [nearest] = scaled.sort((a, b) => distance(a.factor) - distance(b.factor));
  return nearest ? speedOf(nearest.record, 'expected', nearest.factor) : null;
}

function distance(factor: number): number {
  return Math.abs(Math.log(factor));
}

function speedOf(
  { backend, prefill, decode }: SpeedRecord,
  basis: ModelSpeed['basis'],
  factor: number,
): ModelSpeed {
  return {
    ...{ basis, backend },
    prefillPerSecond: prefill && prefill.perSecond * factor,
    decodePerSecond: decode && decode.perSecond * factor,
  };
}
