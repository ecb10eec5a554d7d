import type { ModelRecord } from '@kinglet/spec';
import { type Settings, slowDecodePerSecond } from '../../shared/index.ts';
import type { DeviceFacts } from '../device-facts.ts';
import type { SpeedRecord } from './speed-record.ts';

/** What an engine can run a model on. */
export type EngineBackend = NonNullable<Settings['backend']>;

/** A step of an agent, in tokens: so much of a prompt is new, and so long is a reply. */
const stepTokens = { read: 200, written: 60 };

/** Whether an engine has WebAssembly beside WebGPU. */
export function leavesChoice({ engine }: Pick<ModelRecord, 'engine'>): boolean {
  return engine === 'wllama' || engine === 'transformers';
}

/** What a model can run on here; empty where its engine leaves no choice. */
export function backendsOf(
  model: Pick<ModelRecord, 'engine'>,
  device: Pick<DeviceFacts, 'webgpu' | 'llamaOnGpu'>,
): readonly EngineBackend[] {
  if (!leavesChoice(model)) return [];
  const hasGpu = model.engine === 'wllama' ? device.llamaOnGpu : device.webgpu;
  return hasGpu ? ['webgpu', 'wasm'] : ['wasm'];
}

/**
 * What a model runs on next; null where its engine leaves no choice. Where both are there: the CPU for a model that lost the
 * graphics card too often; else the user's pin; else what was faster with this model, or with another one on this engine; else the graphics card, but for a trial of the CPU where
 * the graphics card was slow.
 */
export function chooseBackend(
  model: Pick<ModelRecord, 'engine' | 'id'>,
  {
    device,
    records,
    pinned,
    isOffGpu,
  }: {
    device: DeviceFacts;
    records: readonly SpeedRecord[];
    pinned: EngineBackend | null;
    /** This model lost the graphics card too often. */
    isOffGpu: boolean;
  },
): EngineBackend | null {
  const { engine, id } = model;
  const backends = backendsOf(model, device);
  if (backends.length === 0) return null;
  if (isOffGpu || !backends.includes('webgpu')) return 'wasm';
  if (pinned !== null) return pinned;
  const ofEngine = records.filter((record) => record.engine === engine);
  const ids = [id, ...ofEngine.map(({ modelId }) => modelId)];
  for (const modelId of ids) {
    const faster = fasterOf(ofEngine.filter((record) => record.modelId === modelId));
    if (faster !== null) return faster;
  }
  const onGpu = ofEngine.find(({ modelId, backend }) => modelId === id && backend === 'webgpu');
  const isSlow = onGpu?.decode != null && onGpu.decode.perSecond < slowDecodePerSecond;
  return isSlow ? 'wasm' : 'webgpu';
}

/** Null where the records do not have both. */
function fasterOf(records: readonly SpeedRecord[]): EngineBackend | null {
  const [onGpu, onCpu] = (['webgpu', 'wasm'] as const).map((backend) =>
    records.find((record) => record.backend === backend && record.decode !== null),
  );
  if (!onGpu || !onCpu) return null;
  const isRead = onGpu.prefill !== null && onCpu.prefill !== null;
  return stepMs(onGpu, isRead) <= stepMs(onCpu, isRead) ? 'webgpu' : 'wasm';
}

function stepMs({ prefill, decode }: SpeedRecord, isRead: boolean): number {
  const readMs = isRead && prefill ? (stepTokens.read * 1000) / prefill.perSecond : 0;
  return readMs + (decode ? (stepTokens.written * 1000) / decode.perSecond : 0);
}
