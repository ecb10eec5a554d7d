import type { Engine, ModelRecord } from '@kinglet/spec';
import {
  callTool,
  contractReplies,
  fakeClock,
  type ScriptedReply,
  say,
  scriptedEngine,
} from '@kinglet/testkit';
import { expect, test, vi } from 'vitest';
import { deviceChecks, type MeasureProgress } from '../../shared/index.ts';
import type { EngineBackend } from '../models/choose-backend.ts';
import { createDeviceMeter, type DeviceMeterOptions } from './device-meter.ts';

const device = {
  ...{ webgpu: false, shaderF16: false, llamaOnGpu: false, cores: 8 },
  ...{ crossOriginIsolated: true, memoryGib: 8, builtIn: null },
};
const described = { userAgent: 'a browser', memoryGib: 8, crossOriginIsolated: true, gpu: null };
const record = { id: 'tiny', engine: 'wllama', sizeBytes: 9, contextTokens: 4096 } as ModelRecord;

/** Answers as a good engine does; what is to be cancelled goes on until it is. */
function goodReply(text: string, maxTokens: number): ScriptedReply {
  if (text.startsWith('Tell me')) return contractReplies[maxTokens > 200 ? 'E4' : 'E5'][0] ?? [];
  if (text.startsWith('Ada')) return say('{"name":"Ada","age":36}');
  if (text.includes('weather')) return callTool('weather', { city: 'Bern', unit: 'C' });
  return say('one two three four five six');
}

function setup(
  options: Partial<DeviceMeterOptions> & { load?: (backend: EngineBackend | null) => void } = {},
) {
  const clock = fakeClock();
  const engines: Engine[] = [];
  const loads: (EngineBackend | null)[] = [];
  const open = () => {
    const engine = scriptedEngine(
      ({ messages, maxTokens }) => goodReply(messages.at(-1)?.content ?? '', maxTokens),
      { clock, info: { engine: 'wllama', threads: 2, backend: loads.at(-1) ?? 'wasm' } },
    );
    engines.push(engine);
    return engine;
  };
  const meter = createDeviceMeter({
    models: {
      records: [record, { ...record, id: 'gpu-only', engine: 'web-llm' }],
      engineFor: async () => (engines.at(-1) ?? open()) as never,
      prepared: async () => {},
      reload: async (_, { backend = null } = {}) => {
        loads.push(backend);
        options.load?.(backend);
        open();
      },
    },
    ...{ device, clock, build: 'worker-1.js' },
    describe: async () => ({ ...described, cores: device.cores }),
    modelId: () => 'tiny',
    idle: async () => {},
    ...options,
  });
  const told: (MeasureProgress | null)[] = [];
  const measure = async () => {
    const report = meter.measure((progress) => told.push(progress));
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    report.then(over, over);
    // The check that cancels a prefill waits on the clock.
    while (!isOver) await clock.advance(5);
    return report;
  };
  return { meter, measure, told, loads };
}

test('reports speeds and every check, tells each step, and ends with the model as it is loaded unasked', async () => {
  const { measure, told, loads } = setup();
  const report = await measure();
  expect(report?.checks.map(({ check, outcome, reason }) => [check, outcome, reason])).toEqual(
    deviceChecks.map((check) => [check, 'pass', null]),
  );
  expect(report?.speeds).toMatchObject([{ backend: 'wasm', threads: 2, completionTokens: 6 }]);
  expect(report).toMatchObject({
    ...{ version: 1, build: 'worker-1.js', date: expect.stringMatching(/^2026-01-01T00:00:00\.\d{3}Z$/) },
    model: { id: 'tiny', engine: 'wllama' },
    device: { cores: 8, gpu: null },
  });
  expect(told.map((progress) => progress?.step)).toEqual(['speed', ...deviceChecks, undefined]);
  expect(told[1]).toMatchObject({ done: 1, total: 1 + deviceChecks.length });
  expect(loads).toEqual(['wasm', null]);
});

test('where the engine can use the graphics card both are measured, and one that fails is told', async () => {
  const { measure, loads } = setup({
    device: { ...device, webgpu: true, llamaOnGpu: true },
    load: (backend) => {
      if (backend === 'webgpu') throw new Error('the card is gone');
    },
  });
  expect((await measure())?.speeds).toMatchObject([
    { backend: 'webgpu', error: 'the card is gone' },
    { backend: 'wasm', threads: 2 },
  ]);
  expect(loads).toEqual(['webgpu', 'wasm', null]);
});

test('where there is one backend only, a load that fails is the answer', async () => {
  const { measure } = setup({
    modelId: () => 'gpu-only',
    load: () => {
      throw new Error('the card is gone');
    },
  });
  await expect(measure()).rejects.toThrow('the card is gone');
});

test('a stop gives no report, and loads the model as it was', async () => {
  const { meter, told, loads } = setup();
  const report = meter.measure((progress) => told.push(progress));
  await vi.waitUntil(() => told.some((progress) => progress?.step === 'cancel-prefill'));
  await meter.stop();
  expect(await report).toBeNull();
  expect(told.at(-1)).toBeNull();
  expect(loads).toEqual(['wasm', null]);
});

test('one at a time, and another one after it', async () => {
  const { meter, measure } = setup();
  const first = measure();
  await expect(meter.measure(() => {})).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('being measured already'),
  });
  await first;
  expect(await measure()).not.toBeNull();
});

test.each([
  ['no model is chosen', { modelId: () => null }],
  ['it is not on this device', { models: { records: [record], engineFor: async () => null } as never }],
])('where %s, says what to do', async (_, options) => {
  const { meter } = setup(options);
  await expect(meter.measure(() => {})).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('Download one in the models view'),
  });
});
