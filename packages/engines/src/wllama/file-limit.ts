/**
 * The largest model file that wllama takes, in bytes: 2 GB, for what an ArrayBuffer holds in every browser (README of
 * wllama 3.8.1, "Limitations").
 */
export const maxModelFileBytes = 2_000_000_000;
