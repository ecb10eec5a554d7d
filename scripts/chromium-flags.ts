/** Flags for a Chromium that runs as root, quietly and without looking for the network. */
export const chromiumFlags: string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A GPU in software (SwiftShader): WebGPU without shader-f16, on the CPU. Without them a headless Chromium has none. */
export const softwareGpuFlags: string[] = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
