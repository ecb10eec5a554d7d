/** More threads than this slow small models down. */
const maxThreads = 8;

/** Threads that WebAssembly may use here: all cores up to 8 in a cross-origin isolated realm, else one. */
export function usableThreads(): number {
  return globalThis.crossOriginIsolated
    ? Math.max(1, Math.min(maxThreads, navigator.hardwareConcurrency))
    : 1;
}
