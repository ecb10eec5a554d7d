/** A file open for reading and writing at any place; the part of `FileSystemSyncAccessHandle` that is needed. */
export type OpenFile = Pick<
  FileSystemSyncAccessHandle,
  'getSize' | 'read' | 'write' | 'truncate' | 'flush' | 'close'
>;

/** Where model files lie: flat, by name. */
export interface ModelDirectory {
  /** True where nothing outlives the page. */
  readonly memoryOnly: boolean;
  /** Opens the file, and makes it where there is none. One at a time. */
  open(name: string): Promise<OpenFile>;
  /** Null where there is none. */
  read(name: string): Promise<Blob | null>;
  rename(from: string, to: string): Promise<void>;
  /** Nothing happens where there is none. */
  remove(name: string): Promise<void>;
}
