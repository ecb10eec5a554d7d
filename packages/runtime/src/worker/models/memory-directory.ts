import type { ModelDirectory, OpenFile } from './model-directory.ts';

/** Model files in memory, for this visit: the stand-in where storage is denied. */
export function memoryDirectory(): ModelDirectory {
  const files = new Map<string, MemoryFile>();
  return {
    memoryOnly: true,
    async open(name) {
      const file = files.get(name) ?? new MemoryFile();
      files.set(name, file);
      return file;
    },
    async read(name) {
      return files.get(name)?.toBlob() ?? null;
    },
    async rename(from, to) {
      const file = files.get(from);
      if (!file) throw new DOMException(`There is no ${from}.`, 'NotFoundError');
      files.delete(from);
      files.set(to, file);
    },
    async remove(name) {
      files.delete(name);
    },
  };
}

const pageBytes = 1024 * 1024;

/** Grows by pages: one buffer of 100 MB would be copied again and again. What was never written reads as zeros. */
class MemoryFile implements OpenFile {
  #pages: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  getSize(): number {
    return this.#size;
  }

  write(source: AllowSharedBufferSource, { at = 0 }: FileSystemReadWriteOptions = {}): number {
    const bytes = bytesOf(source);
    this.#grow(at + bytes.byteLength);
    this.#each(at, bytes.byteLength, (page, done) => page.set(bytes.subarray(done, done + page.byteLength)));
    return bytes.byteLength;
  }

  read(target: AllowSharedBufferSource, { at = 0 }: FileSystemReadWriteOptions = {}): number {
    const into = bytesOf(target);
    const count = Math.max(Math.min(into.byteLength, this.#size - at), 0);
    this.#each(at, count, (page, done) => into.set(page, done));
    return count;
  }

  truncate(size: number): void {
    this.#grow(size);
    this.#pages.length = Math.ceil(size / pageBytes);
    this.#pages.at(-1)?.fill(0, size % pageBytes || pageBytes);
    this.#size = size;
  }

  /** The pages' parts that the range lies in, each with how much of the range lies before it. */
  #each(at: number, count: number, visit: (page: Uint8Array, done: number) => void): void {
    for (let done = 0; done < count; ) {
      const from = (at + done) % pageBytes;
      const page = this.#pages[Math.floor((at + done) / pageBytes)];
      const part = page?.subarray(from, from + count - done);
      if (!part) return;
      visit(part, done);
      done += part.byteLength;
    }
  }

  #grow(size: number): void {
    while (this.#pages.length * pageBytes < size) this.#pages.push(new Uint8Array(pageBytes));
    this.#size = Math.max(this.#size, size);
  }

  flush(): void {}

  close(): void {}

  toBlob(): Blob {
    const last = this.#size % pageBytes || pageBytes;
    return new Blob(
      this.#pages.map((page, index) => (index < this.#pages.length - 1 ? page : page.subarray(0, last))),
    );
  }
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
