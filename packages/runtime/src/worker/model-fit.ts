import type { ModelRecord } from '@kinglet/spec';
import {
  type ModelCosts,
  type ModelFit,
  type ModelSpeed,
  type ModelStatus,
  slowDecodePerSecond,
} from '../shared/index.ts';
import type { DeviceFacts } from './device-facts.ts';

const gib = 1024 ** 3;

/** What is known of how it runs here, and on what it will. */
interface Measured {
  readonly speed?: ModelSpeed | null;
  readonly backend?: ModelStatus['backend'];
}

/** Whether a model runs here, and why, in words for people. */
export function modelFit(
  model: Pick<ModelRecord, 'engine' | 'requires'>,
  device: DeviceFacts,
  { memoryBytes, speed = null, backend = null }: Measured & Pick<ModelCosts, 'memoryBytes'>,
): { fit: ModelFit; fitReason: string } {
  if (model.engine === 'built-in') return builtInFit(device);
  if (model.requires.includes('webgpu') && !device.webgpu) {
    return { fit: 'no', fitReason: 'needs WebGPU, which this browser does not offer' };
  }
  if (model.requires.includes('shader-f16') && !device.shaderF16) {
    return { fit: 'no', fitReason: 'needs a graphics card with 16-bit floats (shader-f16)' };
  }
  if (memoryBytes !== null && device.memoryGib !== null && memoryBytes > device.memoryGib * gib) {
    return {
      fit: 'no',
      fitReason: `needs ${inGib(memoryBytes)} of memory; this device has ${device.memoryGib} GiB`,
    };
  }
  if (memoryBytes !== null && device.memoryGib !== null && memoryBytes > (device.memoryGib * gib) / 2) {
    return { fit: 'slow', fitReason: 'takes more than half of the memory' };
  }
  if (speed !== null && speed.decodePerSecond !== null) {
    const isSlow = speed.decodePerSecond < slowDecodePerSecond;
    return { fit: isSlow ? 'slow' : 'good', fitReason: paceReason(isSlow, speed.basis) };
  }
  if (model.requires.includes('webgpu') || backend === 'webgpu') {
    return { fit: 'good', fitReason: 'runs on the graphics card' };
  }
  if (!device.crossOriginIsolated) {
    return { fit: 'slow', fitReason: 'runs on one thread, as this page is not cross-origin isolated' };
  }
  return device.cores >= 4
    ? { fit: 'good', fitReason: `runs on ${Math.min(device.cores, 8)} threads` }
    : { fit: 'slow', fitReason: `runs on ${device.cores} ${device.cores === 1 ? 'thread' : 'threads'}` };
}

/** What was measured goes before what the device's facts let guess. The number itself stands beside it. */
function paceReason(isSlow: boolean, basis: ModelSpeed['basis']): string {
  const how = isSlow ? 'slower than it is read' : 'faster than it is read';
  return basis === 'measured' ? `writes ${how}` : `is expected to write ${how}`;
}

/** The browser alone knows what its model needs. */
function builtInFit({ builtIn }: DeviceFacts): { fit: ModelFit; fitReason: string } {
  switch (builtIn) {
    case 'available':
      return { fit: 'good', fitReason: 'is part of this browser and ready' };
    case 'downloading':
      return { fit: 'good', fitReason: 'is being downloaded by the browser, once for all pages' };
    case 'downloadable':
      return {
        fit: 'good',
        fitReason: 'is downloaded by the browser, once for all pages: several gigabytes',
      };
    default:
      return { fit: 'no', fitReason: 'is not offered by this browser on this device' };
  }
}

function inGib(bytes: number): string {
  return `${(bytes / gib).toFixed(1)} GiB`;
}
