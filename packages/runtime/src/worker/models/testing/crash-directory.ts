import { memoryDirectory } from '../memory-directory.ts';
import type { ModelDirectory, OpenFile } from '../model-directory.ts';

/** A directory whose power can fail. */
export interface CrashDirectory extends ModelDirectory {
  /** What a disk has after the crash: all that was flushed; of each later write the first half. */
  survivors(): Promise<ModelDirectory>;
}

type Pending = (file: OpenFile, isTorn: boolean) => void;

/** Fails at once and for good when that many bytes were written: nothing after it is heard, as if the process were gone. */
export function crashDirectory(crashAtBytes: number): CrashDirectory {
  const live = memoryDirectory();
  const disk = memoryDirectory();
  const pending = new Map<string, Pending[]>();
  let writtenBytes = 0;

  function alive(): void {
    if (writtenBytes >= crashAtBytes) throw new Error('The power is gone.');
  }
  async function settle(name: string, isTorn: boolean): Promise<void> {
    const file = await disk.open(name);
    for (const change of pending.get(name) ?? []) change(file, isTorn);
    pending.delete(name);
  }
  async function open(name: string): Promise<OpenFile> {
    alive();
    const file = await live.open(name);
    const onDisk = await disk.open(name);
    const changes = () => pending.get(name) ?? [];
    return {
      getSize: () => file.getSize(),
      read: (target, options) => file.read(target, options),
      write(source, options) {
        alive();
        const bytes = new Uint8Array(source as Uint8Array<ArrayBuffer>);
        writtenBytes += bytes.length;
        const torn = bytes.subarray(0, bytes.length / 2);
        pending.set(name, [...changes(), (to, isTorn) => to.write(isTorn ? torn : bytes, options)]);
        alive();
        return file.write(bytes, options);
      },
      truncate(size) {
        alive();
        pending.set(name, [...changes(), (to) => to.truncate(size)]);
        file.truncate(size);
      },
      flush() {
        alive();
        for (const change of changes()) change(onDisk, false);
        pending.delete(name);
      },
      close: () => file.close(),
    };
  }
  return {
    memoryOnly: false,
    open,
    read: (name) => live.read(name),
    async rename(from, to) {
      alive();
      await settle(from, false);
      await disk.rename(from, to);
      await live.rename(from, to);
    },
    async remove(name) {
      alive();
      pending.delete(name);
      await disk.remove(name);
      await live.remove(name);
    },
    async survivors() {
      for (const name of [...pending.keys()]) await settle(name, true);
      return disk;
    },
  };
}
