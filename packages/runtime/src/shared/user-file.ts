/** A file that the user chose: the page's `File`, which crosses to the worker without being read. */
export interface UserFile {
  readonly name: string;
  readonly size: number;
  /** Offsets in bytes, `end` exclusive. */
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}
