import type { GgufHeader } from './gguf-header.ts';

/** A model file to be written. Nothing is read or computed before `chunks` is iterated. */
export interface ModelOutput {
  /** Size of the whole file, known beforehand: what a store must have free. */
  readonly sizeBytes: number;
  /** The header that the file will have. */
  readonly header: GgufHeader;
  /**
   * The file from its first byte to its last, in new arrays of a few MiB at most that the caller may keep or transfer. The next one is
   * computed when it is asked for, and reading its source yields to the event loop. Can be iterated once. Rejects with
   * `signal.reason` when aborted, with a KingletError `invalid-input` at numbers that are not finite.
   */
  readonly chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>;
}
