import type { EngineInfo } from '@kinglet/spec';
import type { KeyValues } from '../key-values.ts';
import { readSpeedRecord, type SpeedRecord, type SpeedSample, withSample } from './speed-record.ts';

type Run = Pick<EngineInfo, 'modelId' | 'engine' | 'backend' | 'threads'>;

/** How fast models ran on this device. */
export interface ModelSpeeds {
  /** One for each model, engine, backend and number of threads; those of an older version until they are measured again. */
  readonly records: readonly SpeedRecord[];
  /** Whether this version measured how fast it writes there. */
  isMeasured(run: Run): boolean;
  note(run: Run, sample: SpeedSample, options: { isCalibration: boolean }): Promise<void>;
}

const key = 'model-speeds';

export async function openModelSpeeds(
  values: KeyValues,
  { version }: { version: string },
): Promise<ModelSpeeds> {
  const stored = await values.get(key);
  let records = (Array.isArray(stored) ? stored : []).flatMap((json) => readSpeedRecord(json) ?? []);
  const recordOf = (run: Run) => records.find((record) => isSame(record, run));
  const current = (run: Run) => {
    const record = recordOf(run);
    return record?.version === version ? record : undefined;
  };
  return {
    get records() {
      return records;
    },
    isMeasured: (run) => (current(run)?.decode ?? null) !== null,
    note({ modelId, engine, backend, threads }, sample, options) {
      const run = { modelId, engine, backend, threads };
      const before = current(run);
      const record = {
        ...run,
        version,
        prefill: withSample(before?.prefill ?? null, sample.prefillPerSecond, options),
        decode: withSample(before?.decode ?? null, sample.decodePerSecond, options),
      };
      records = [record, ...records.filter((other) => !isSame(other, run))];
      return values.put(key, records);
    },
  };
}

function isSame(one: Run, other: Run): boolean {
  return (
    one.modelId === other.modelId &&
    one.engine === other.engine &&
    one.backend === other.backend &&
    one.threads === other.threads
  );
}
