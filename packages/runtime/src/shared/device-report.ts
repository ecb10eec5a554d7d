import type { Backend, EngineId } from '@kinglet/spec';

/** The parts of the engine contract that a page can check on the model that is loaded. */
export const deviceChecks = [
  'stream',
  'usage',
  'reuse',
  'cancel-prefill',
  'cancel-decode',
  'schema',
  'tool-call',
  'stop',
  'length',
  'reload',
] as const;

export type DeviceCheck = (typeof deviceChecks)[number];

/** What came of one check; `reason` is null where it passed. */
export interface CheckOutcome {
  readonly check: DeviceCheck;
  readonly outcome: 'pass' | 'fail' | 'skipped';
  readonly reason: string | null;
}

/** How fast the model was on one backend, after it was loaded anew. Null is what the engine does not tell. */
export interface BackendSpeed {
  readonly backend: Backend;
  /** CPU threads; 0 where that has no meaning. */
  readonly threads: number;
  readonly loadMs: number;
  readonly prefillPerSecond: number | null;
  readonly decodePerSecond: number | null;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** From the question to the first text: with nothing of the prompt read before, and with all of it but the question. */
  readonly firstTextMs: { readonly cold: number; readonly reused: number };
  /** Of the second prompt. */
  readonly reusedTokens: number | null;
}

/** A backend that could not be measured, and why. */
export interface FailedSpeed {
  readonly backend: Backend;
  readonly error: string;
}

/** What the browser tells of the device. */
export interface ReportedDevice {
  readonly userAgent: string;
  readonly cores: number;
  /** Gibibytes, rounded and capped by the browser; null where it does not tell. */
  readonly memoryGib: number | null;
  readonly crossOriginIsolated: boolean;
  /** Null where there is no WebGPU adapter. */
  readonly gpu: {
    readonly vendor: string;
    readonly architecture: string;
    readonly description: string;
    readonly shaderF16: boolean;
    readonly maxBufferBytes: number;
  } | null;
}

/** What a measurement of this device found. No text of the user's is in it. */
export interface DeviceReport {
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly date: string;
  /** The worker's script: its file name tells the build. */
  readonly build: string;
  readonly device: ReportedDevice;
  readonly model: {
    readonly id: string;
    readonly engine: EngineId;
    readonly sizeBytes: number | null;
    readonly contextTokens: number;
  };
  /** One for each backend that the model's engine has here. */
  readonly speeds: readonly (BackendSpeed | FailedSpeed)[];
  readonly checks: readonly CheckOutcome[];
  /** Median of a verb without work from the page to the worker and back, in milliseconds. */
  readonly roundTripMs: number;
}

/** How far a measurement is: `step` is what runs now. */
export interface MeasureProgress {
  readonly step: 'speed' | DeviceCheck;
  /** Of `total` steps, those that are done. */
  readonly done: number;
  readonly total: number;
}
