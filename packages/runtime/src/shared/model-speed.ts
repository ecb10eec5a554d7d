import type { Backend } from '@kinglet/spec';

/** How fast a model runs on this device, in tokens a second; each null where nothing was measured that tells. */
export interface ModelSpeed {
  /** `measured`: this model ran here. `expected`: another one did on the same engine, and parameters scale it. */
  readonly basis: 'measured' | 'expected';
  /** What it was measured on. */
  readonly backend: Backend;
  /** Reading of a prompt. */
  readonly prefillPerSecond: number | null;
  /** Writing of a reply. */
  readonly decodePerSecond: number | null;
}

/** Below it people read faster than the model writes, and its verdict is `slow`. */
export const slowDecodePerSecond = 6;
