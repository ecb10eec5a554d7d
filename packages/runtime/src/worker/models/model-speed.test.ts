import type { ModelRecord } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { modelSpeed } from './model-speed.ts';
import type { SpeedRecord } from './speed-record.ts';

const model = (id: string, parameters: number | null, engine: ModelRecord['engine'] = 'wllama') =>
  ({ id, parameters, engine }) as ModelRecord;
const small = model('small', 100e6);
const large = model('large', 1000e6);
const models = [small, large, model('middle', 400e6), model('unknown', null)];

function ran(modelId: string, perSecond: number, change: Partial<SpeedRecord> = {}): SpeedRecord {
  return {
    ...{ modelId, engine: 'wllama', backend: 'wasm', threads: 8, version: '1' },
    ...{ prefill: { perSecond: perSecond * 3, calls: 1 }, decode: { perSecond, calls: 1 } },
    ...change,
  };
}

const speed = (
  of: ModelRecord,
  records: readonly SpeedRecord[],
  backend: 'wasm' | 'webgpu' | null = 'wasm',
) => modelSpeed(of, { backend, records, models });

describe('modelSpeed', () => {
  it('is unknown before anything ran', () => {
    expect(speed(small, [])).toBeNull();
  });

  it('is what was measured on the backend that is next, the latest first', () => {
    const records = [
      ran('small', 20),
      ran('small', 9, { threads: 1 }),
      ran('small', 90, { backend: 'webgpu' }),
    ];
    expect(speed(small, records)).toEqual({
      ...{ basis: 'measured', backend: 'wasm' },
      ...{ prefillPerSecond: 60, decodePerSecond: 20 },
    });
    expect(speed(small, records, 'webgpu')?.decodePerSecond).toBe(90);
  });

  it('is scaled by parameters from the nearest model of the same engine and backend', () => {
    expect(speed(large, [ran('small', 20)])).toEqual({
      ...{ basis: 'expected', backend: 'wasm' },
      ...{ prefillPerSecond: 6, decodePerSecond: 2 },
    });
    expect(speed(large, [ran('small', 20), ran('middle', 4)])?.decodePerSecond).toBeCloseTo(1.6);
    expect(speed(large, [ran('small', 20, { backend: 'webgpu' })])).toBeNull();
    expect(speed(large, [ran('small', 20, { engine: 'transformers' })])).toBeNull();
  });

  it('is unknown where nobody says how many parameters one of them has, or the other is gone', () => {
    expect(speed(model('unknown', null), [ran('small', 20)])).toBeNull();
    expect(speed(large, [ran('unknown', 20)])).toBeNull();
    expect(speed(large, [ran('deleted', 20)])).toBeNull();
  });

  it('counts the parameters of the user’s own model by its file', () => {
    const own = { ...model('own', null), own: { parameters: 200e6 } } as ModelRecord;
    expect(speed(own, [ran('small', 20)])?.decodePerSecond).toBe(10);
  });

  it('of an engine without a choice, takes what it ran on', () => {
    const gpu = model('gpu', 1000e6, 'web-llm');
    expect(speed(gpu, [ran('gpu', 30, { engine: 'web-llm', backend: 'webgpu' })], null)?.backend).toBe(
      'webgpu',
    );
  });

  it('keeps unknown what was not measured', () => {
    expect(speed(large, [ran('small', 20, { prefill: null })])?.prefillPerSecond).toBeNull();
  });
});
