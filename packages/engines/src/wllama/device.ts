interface Gpu {
  requestAdapter(): Promise<{ readonly features: ReadonlySet<string> } | null>;
}

/** Whether llama.cpp's WebGPU backend can run here: it needs an adapter with shader-f16, and stack switching (JSPI). */
export async function canUseWebGpu(): Promise<boolean> {
  const gpu = (navigator as { readonly gpu?: Gpu }).gpu;
  if (gpu === undefined || !('Suspending' in WebAssembly)) return false;
  const adapter = await gpu.requestAdapter().catch(() => null);
  return adapter?.features.has('shader-f16') ?? false;
}
