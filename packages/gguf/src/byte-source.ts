/** Where bytes are read from, a slice at a time. A `Blob` and a `File` are ones. */
export interface ByteSource {
  readonly size: number;
  /** Offsets in bytes, `end` exclusive. */
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}
