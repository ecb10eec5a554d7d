import type { ReportedDevice } from '../../shared/index.ts';
import type { DeviceFacts } from '../device-facts.ts';

/** Device facts with what the browser tells of the graphics card. */
export async function reportedDevice({
  cores,
  memoryGib,
  crossOriginIsolated,
}: Pick<DeviceFacts, 'cores' | 'memoryGib' | 'crossOriginIsolated'>): Promise<ReportedDevice> {
  const adapter = await Promise.resolve(navigator.gpu?.requestAdapter()).catch(() => null);
  // Some browsers have an adapter and tell nothing of it.
  const { vendor = '', architecture = '', description = '' } = adapter?.info ?? {};
  return {
    ...{ userAgent: navigator.userAgent, cores, memoryGib, crossOriginIsolated },
    gpu: adapter
      ? {
          ...{ vendor, architecture, description },
          shaderF16: adapter.features.has('shader-f16'),
          maxBufferBytes: adapter.limits.maxBufferSize,
        }
      : null,
  };
}
