import { type EngineInfo, KingletError, type ModelRecord } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ModelStatus } from '../../shared/index.ts';
import { type ModelLosses, openModelLosses } from './model-losses.ts';
import { createStepDown, type StepDown } from './step-down.ts';
import { isWantOfMemory } from './want-of-memory.ts';

function status(id: string, memoryBytes: number | null, change: Partial<ModelStatus> = {}): ModelStatus {
  const model = { id, name: id.toUpperCase(), engine: 'wllama', requires: [], memoryBytes, sizeBytes: null };
  const costs = { memoryBytes, downloadBytes: null, diskBytes: null };
  return { model, costs, fit: 'good', phase: 'stored', error: null, ...change } as unknown as ModelStatus;
}

const onGpu = { backend: 'webgpu' } as EngineInfo;
const onCpu = { backend: 'wasm' } as EngineInfo;

describe('a model that this device does not bear', () => {
  let statuses: ModelStatus[];
  let chosen: string | null;
  let loaded: string[];
  let notices: KingletError[];
  let stepDown: StepDown;
  let losses: ModelLosses;
  const clock = fakeClock();

  beforeEach(async () => {
    statuses = [status('tiny', 1), status('small', 5), status('middle', 7), status('big', 9)];
    chosen = 'big';
    loaded = [];
    notices = [];
    const values = { get: async () => undefined, put: async () => {}, close: () => {} };
    losses = await openModelLosses(values);
    stepDown = createStepDown({
      models: () => ({ statuses, load: async (id) => void loaded.push(id) }),
      ...{ losses, clock },
      defaultId: 'tiny',
      modelId: () => chosen,
      choose: (id) => {
        chosen = id;
      },
      notice: (error) => void notices.push(error),
    });
  });

  const record = (id: string): ModelRecord => {
    const found = statuses.find(({ model }) => model.id === id);
    if (!found) throw new Error(id);
    return found.model;
  };

  it('gives way to the next smaller one that is here, and the page says so', () => {
    stepDown.outOfMemory(record('big'));
    expect([chosen, loaded]).toEqual(['middle', ['middle']]);
    expect(notices.map(({ code, message }) => [code, message])).toEqual([
      [
        'engine-failed',
        'BIG needs more memory than this page gets. MIDDLE takes its place. To try BIG again, load it in the list of models.',
      ],
    ]);
  });

  it.each<[string, Partial<ModelStatus>]>([
    ['is not here', { phase: 'absent' }],
    ['cannot run', { fit: 'no' }],
    ['failed too', { error: new KingletError('engine-failed', 'No.').toShape() }],
  ])('passes over one that %s', (_, change) => {
    statuses[2] = status('middle', 7, change);
    stepDown.outOfMemory(record('big'));
    expect(chosen).toBe('small');
  });

  it('gives way to the default, which is downloaded by the user alone', () => {
    statuses = [status('tiny', 1, { phase: 'absent' }), status('big', 9)];
    stepDown.outOfMemory(record('big'));
    expect([chosen, loaded]).toEqual(['tiny', []]);
    expect(notices[0]?.message).toContain('TINY takes its place once you download it.');
  });

  it('says what to do where nothing smaller is here', () => {
    chosen = 'tiny';
    stepDown.outOfMemory(record('tiny'));
    expect([chosen, loaded]).toEqual(['tiny', []]);
    expect(notices[0]?.message).toContain('close other tabs, or choose another model');
  });

  it('changes nothing where another model is in force', () => {
    chosen = 'small';
    stepDown.outOfMemory(record('big'));
    expect([chosen, loaded, notices]).toEqual(['small', [], []]);
  });

  it('runs without the GPU after its third loss on it, and gives way after three more', () => {
    for (const engine of [onGpu, onGpu]) stepDown.lost(record('big'), engine);
    expect([notices, losses.isOffGpu('big')]).toEqual([[], false]);
    stepDown.lost(record('big'), onGpu);
    expect([chosen, losses.isOffGpu('big')]).toEqual(['big', true]);
    expect(notices[0]).toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('without the graphics card'),
    });
    for (const engine of [onCpu, onCpu, onCpu]) stepDown.lost(record('big'), engine);
    expect([chosen, loaded]).toEqual(['middle', ['middle']]);
    stepDown.chosen('big');
    expect(losses.isOffGpu('big')).toBe(false);
  });

  it('gives way at once where it needs a GPU', () => {
    statuses[3] = status('big', 9, { model: { ...record('big'), requires: ['webgpu'] } });
    for (const engine of [onGpu, onGpu, onGpu]) stepDown.lost(record('big'), engine);
    expect([chosen, losses.isOffGpu('big')]).toEqual(['middle', false]);
  });
});

it.each([
  [new Error('bad', { cause: new RangeError('Array buffer allocation failed') }), true],
  [new RangeError('WebAssembly.Memory(): could not allocate memory'), true],
  [new Error('std::bad_alloc'), true],
  [new Error('RuntimeError: Aborted(Out of memory)'), true],
  [new KingletError('engine-lost', 'The GPU gave up while loading, mostly for lack of memory.'), true],
  [new Error('The file is damaged.'), false],
  ['out of memory', false],
])('tells a want of memory from other failures: %s', (error, wanted) => {
  expect(isWantOfMemory(error)).toBe(wanted);
});
