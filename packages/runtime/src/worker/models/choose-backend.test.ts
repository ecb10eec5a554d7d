import { describe, expect, it } from 'vitest';
import { chooseBackend } from './choose-backend.ts';
import type { SpeedRecord } from './speed-record.ts';

const device = {
  ...{ webgpu: true, shaderF16: true, llamaOnGpu: true, cores: 8 },
  ...{ crossOriginIsolated: true, memoryGib: 8, builtIn: null },
};
const model = { engine: 'wllama', id: 'tiny' } as const;

function ran(
  backend: SpeedRecord['backend'],
  decode: number | null,
  {
    prefill = null,
    modelId = 'tiny',
    engine = 'wllama',
  }: { prefill?: number | null; modelId?: string; engine?: SpeedRecord['engine'] } = {},
): SpeedRecord {
  const rate = (perSecond: number | null) => (perSecond === null ? null : { perSecond, calls: 1 });
  return {
    ...{ modelId, engine, backend, threads: 0, version: '1' },
    prefill: rate(prefill),
    decode: rate(decode),
  };
}

function choose(
  records: readonly SpeedRecord[],
  {
    pinned = null,
    on = device,
    of = model,
    isOffGpu = false,
  }: {
    pinned?: 'wasm' | 'webgpu' | null;
    on?: typeof device;
    of?: Parameters<typeof chooseBackend>[0];
    isOffGpu?: boolean;
  } = {},
) {
  return chooseBackend(of, { device: on, records, pinned, isOffGpu });
}

describe('chooseBackend', () => {
  it('leaves the graphics card where the model lost it too often, whatever is pinned or was measured', () => {
    const records = [ran('webgpu', 40), ran('wasm', 10)];
    expect(choose(records, { pinned: 'webgpu' })).toBe('webgpu');
    expect(choose(records, { pinned: 'webgpu', isOffGpu: true })).toBe('wasm');
    const of = { engine: 'web-llm', id: 'large' } as const;
    expect(choose(records, { of, isOffGpu: true })).toBeNull();
  });

  it('takes the graphics card where nothing was measured and llama.cpp can use it', () => {
    expect(choose([])).toBe('webgpu');
    expect(choose([], { on: { ...device, llamaOnGpu: false } })).toBe('wasm');
    expect(
      choose([], { of: { engine: 'transformers', id: 'tiny' }, on: { ...device, llamaOnGpu: false } }),
    ).toBe('webgpu');
    expect(choose([], { of: { engine: 'transformers', id: 'tiny' }, on: { ...device, webgpu: false } })).toBe(
      'wasm',
    );
  });

  it.each(['web-llm', 'built-in'] as const)('leaves %s no choice', (engine) => {
    expect(choose([], { of: { engine, id: 'tiny' }, pinned: 'wasm' })).toBeNull();
  });

  it('takes what was faster with this model, whatever a graphics card promises', () => {
    expect(choose([ran('webgpu', 2), ran('wasm', 20)])).toBe('wasm');
    expect(choose([ran('webgpu', 60), ran('wasm', 20)])).toBe('webgpu');
  });

  it('counts the reading of a prompt too, where both were measured', () => {
    const slowReader = ran('webgpu', 30, { prefill: 10 });
    expect(choose([slowReader, ran('wasm', 20, { prefill: 60 })])).toBe('wasm');
    expect(choose([slowReader, ran('wasm', 20)])).toBe('webgpu');
  });

  it('tries the processor once where the graphics card was slow, and no sooner', () => {
    expect(choose([ran('webgpu', 2)])).toBe('wasm');
    expect(choose([ran('webgpu', 12)])).toBe('webgpu');
    expect(choose([ran('webgpu', null)])).toBe('webgpu');
  });

  it('learns from another model on the same engine, but its own measurements go first', () => {
    const other = [ran('webgpu', 2, { modelId: 'twin' }), ran('wasm', 20, { modelId: 'twin' })];
    expect(choose(other)).toBe('wasm');
    expect(choose([...other, ran('webgpu', 60), ran('wasm', 20)])).toBe('webgpu');
    expect(choose(other.map((record) => ({ ...record, engine: 'transformers' })))).toBe('webgpu');
  });

  it('obeys the pin, but for a graphics card that is not there', () => {
    expect(choose([ran('webgpu', 2), ran('wasm', 20)], { pinned: 'webgpu' })).toBe('webgpu');
    expect(choose([], { pinned: 'wasm' })).toBe('wasm');
    expect(choose([], { pinned: 'webgpu', on: { ...device, llamaOnGpu: false } })).toBe('wasm');
  });
});
