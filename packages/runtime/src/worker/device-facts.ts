import { canUseWebGpu } from '@kinglet/engines';
import type { BuiltInAvailability } from '@kinglet/spec';
import type { PageModel } from '../shared/index.ts';

/** What this device offers a model. */
export interface DeviceFacts {
  readonly webgpu: boolean;
  readonly shaderF16: boolean;
  /** llama.cpp runs on the GPU here: it needs stack switching in WebAssembly too. */
  readonly llamaOnGpu: boolean;
  readonly cores: number;
  /** Threads in WebAssembly need it. */
  readonly crossOriginIsolated: boolean;
  /** Gibibytes, rounded and capped by the browser; null where it does not tell. */
  readonly memoryGib: number | null;
  /** How the browser's own model stands; null where it has none. */
  readonly builtIn: BuiltInAvailability | null;
}

/** Asks the browser, and the page for what it alone knows. Never throws: what cannot be asked is not there. */
export async function readDeviceFacts(page: Pick<PageModel, 'availability'>): Promise<DeviceFacts> {
  const { gpu, deviceMemory } = navigator as WorkerNavigator & {
    readonly gpu?: { requestAdapter(): Promise<{ readonly features: ReadonlySet<string> } | null> };
    readonly deviceMemory?: number;
  };
  const adapter = await Promise.resolve(gpu?.requestAdapter()).catch(() => null);
  return {
    webgpu: Boolean(adapter),
    shaderF16: adapter?.features.has('shader-f16') ?? false,
    llamaOnGpu: await canUseWebGpu().catch(() => false),
    cores: navigator.hardwareConcurrency || 1,
    crossOriginIsolated: globalThis.crossOriginIsolated === true,
    memoryGib: deviceMemory ?? null,
    builtIn: await page.availability().catch(() => null),
  };
}
