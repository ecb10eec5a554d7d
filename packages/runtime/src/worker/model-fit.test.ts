import type { ModelRecord } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { modelFit } from './model-fit.ts';

const device = {
  webgpu: false,
  shaderF16: false,
  llamaOnGpu: false,
  cores: 8,
  crossOriginIsolated: true,
  memoryGib: 8,
  builtIn: null,
};
const gpu = { ...device, webgpu: true, shaderF16: true, llamaOnGpu: true };
const model = { engine: 'wllama', requires: [] as const, memoryBytes: 350_000_000 } as unknown as ModelRecord;
const own: ModelRecord = { ...model, engine: 'built-in', memoryBytes: null };
const large: ModelRecord = { ...model, requires: ['webgpu', 'shader-f16'] };

describe('modelFit', () => {
  it.each([
    ['a small model on eight cores', model, device, 'good', '8 threads'],
    ['a small model on two cores', model, { ...device, cores: 2 }, 'slow', '2 threads'],
    ['a page that is not isolated', model, { ...device, crossOriginIsolated: false }, 'slow', 'one thread'],
    ['a graphics card', model, gpu, 'good', 'graphics card'],
    ['a graphics card that llama.cpp cannot use', model, { ...gpu, llamaOnGpu: false }, 'good', '8 threads'],
    ['a large model without WebGPU', large, device, 'no', 'WebGPU'],
    ['a large model without 16-bit floats', large, { ...gpu, shaderF16: false }, 'no', 'shader-f16'],
    ['a large model on a graphics card', large, gpu, 'good', 'graphics card'],
    ['too little memory', { ...model, memoryBytes: 9 * 1024 ** 3 }, device, 'no', '9.0 GiB'],
    ['more than half of the memory', { ...model, memoryBytes: 5 * 1024 ** 3 }, gpu, 'slow', 'half'],
    ['Chrome’s own model', own, { ...device, builtIn: 'available' }, 'good', 'ready'],
    ['one that Chrome downloads', own, { ...device, builtIn: 'downloading' }, 'good', 'is being downloaded'],
    ['one that Chrome can download', own, { ...device, builtIn: 'downloadable' }, 'good', 'is downloaded'],
    ['one that Chrome does not offer', own, { ...device, builtIn: 'unavailable' }, 'no', 'not offered'],
    ['a browser that tells no memory', model, { ...device, memoryGib: null }, 'good', '8 threads'],
  ] as const)('%s', (_what, record, facts, fit, reason) => {
    const backend = facts.llamaOnGpu ? 'webgpu' : 'wasm';
    expect(modelFit(record, facts, { ...record, backend })).toEqual({
      fit,
      fitReason: expect.stringContaining(reason),
    });
  });

  it.each([
    ['a slow one on eight cores', device, 2, 'slow', 'writes slower than it is read'],
    ['a quick one on two cores', { ...device, cores: 2 }, 18.4, 'good', 'writes faster than it is read'],
    [
      'a quick one that is not isolated',
      { ...device, crossOriginIsolated: false },
      18,
      'good',
      'writes faster',
    ],
    ['a slow one on a graphics card', gpu, 0.5, 'slow', 'writes slower'],
  ] as const)('goes by what was measured: %s', (_what, facts, decodePerSecond, fit, reason) => {
    const speed = { basis: 'measured', backend: 'wasm', prefillPerSecond: null, decodePerSecond } as const;
    expect(modelFit(model, facts, { memoryBytes: 1, speed })).toEqual({
      fit,
      fitReason: expect.stringContaining(reason),
    });
  });

  it('says where a speed is expected only, and asks memory first', () => {
    const speed = { basis: 'expected', backend: 'wasm', prefillPerSecond: null, decodePerSecond: 3 } as const;
    expect(modelFit(model, device, { memoryBytes: 1, speed }).fitReason).toBe(
      'is expected to write slower than it is read',
    );
    expect(modelFit(model, device, { memoryBytes: 9 * 1024 ** 3, speed }).fit).toBe('no');
    expect(modelFit(large, device, { memoryBytes: 1, speed }).fit).toBe('no');
    const unread = { ...speed, decodePerSecond: null };
    expect(modelFit(model, device, { memoryBytes: 1, speed: unread }).fitReason).toContain('8 threads');
  });

  it('speaks of the processor where llama.cpp runs on it by choice', () => {
    expect(modelFit(model, gpu, { memoryBytes: 1, backend: 'wasm' }).fitReason).toContain('8 threads');
    expect(modelFit(model, gpu, { memoryBytes: 1, backend: 'webgpu' }).fitReason).toContain('graphics card');
  });
});
