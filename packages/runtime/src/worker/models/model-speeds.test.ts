import { expect, it } from 'vitest';
import { openModelSpeeds } from './model-speeds.ts';
import { memoryValues } from './testing/memory-values.ts';

const run = { modelId: 'tiny', engine: 'wllama', backend: 'wasm', threads: 8 } as const;
const sample = { prefillPerSecond: 60, decodePerSecond: 20 };
const called = { isCalibration: false };

it('keeps one record for each model, engine, backend and number of threads, over visits', async () => {
  const values = memoryValues();
  const speeds = await openModelSpeeds(values, { version: '1' });
  expect(speeds.isMeasured(run)).toBe(false);
  for (const other of [
    run,
    { ...run, threads: 1 },
    { ...run, backend: 'webgpu' as const },
    { ...run, modelId: 'twin' },
  ])
    await speeds.note(other, sample, called);
  await speeds.note(run, sample, called);
  const next = await openModelSpeeds(values, { version: '1' });
  expect(next.records).toHaveLength(4);
  expect(next.records[0]).toMatchObject({ ...run, prefill: { perSecond: 60, calls: 2 } });
  expect(next.isMeasured(run)).toBe(true);
  expect(next.isMeasured({ ...run, threads: 2 })).toBe(false);
});

it('keeps what another version measured until this one has measured, and then begins anew', async () => {
  const values = memoryValues();
  await (await openModelSpeeds(values, { version: '1' })).note(run, sample, called);
  const speeds = await openModelSpeeds(values, { version: '2' });
  expect(speeds.records).toHaveLength(1);
  expect(speeds.isMeasured(run)).toBe(false);
  await speeds.note(run, { prefillPerSecond: null, decodePerSecond: 5 }, called);
  expect(speeds.records).toEqual([
    { ...run, version: '2', prefill: null, decode: { perSecond: 5, calls: 1 } },
  ]);
});

it('takes the first call of the user’s in place of the calibration, and then the mean of the latest', async () => {
  const speeds = await openModelSpeeds(memoryValues(), { version: '1' });
  const decode = async (decodePerSecond: number, isCalibration = false) => {
    await speeds.note(run, { prefillPerSecond: null, decodePerSecond }, { isCalibration });
    return speeds.records[0]?.decode;
  };
  expect(await decode(1, true)).toEqual({ perSecond: 1, calls: 0 });
  expect(await decode(10)).toEqual({ perSecond: 10, calls: 1 });
  expect(await decode(1, true)).toEqual({ perSecond: 10, calls: 1 });
  expect(await decode(20)).toEqual({ perSecond: 15, calls: 2 });
  for (let call = 0; call < 20; call += 1) await decode(15);
  expect(await decode(20)).toEqual({ perSecond: 16, calls: 5 });
});

it.each([
  ['no list', 'text'],
  ['no object', ['text']],
  ['no model', [{ ...run, modelId: 1, version: '1' }]],
  ['an unknown backend', [{ ...run, backend: 'http', version: '1' }]],
  ['no threads', [{ ...run, threads: '8', version: '1' }]],
])('passes over stored values that are %s', async (_what, stored) => {
  const values = memoryValues();
  await values.put('model-speeds', stored);
  expect((await openModelSpeeds(values, { version: '1' })).records).toEqual([]);
});

it('passes over stored rates that are none', async () => {
  const values = memoryValues();
  const rates = { prefill: { perSecond: -1, calls: 1 }, decode: { perSecond: 4, calls: 'many' } };
  await values.put('model-speeds', [{ ...run, version: '1', ...rates }]);
  expect((await openModelSpeeds(values, { version: '1' })).records).toMatchObject([
    { prefill: null, decode: null },
  ]);
});
