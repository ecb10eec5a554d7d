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

/** Grows by chunks: one buffer of 100 MB would be copied again and again. Written in order, as a download is. */
class MemoryFile implements OpenFile {
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  getSize(): number {
    return this.#size;
  }

  write(source: AllowSharedBufferSource, { at = 0 }: FileSystemReadWriteOptions = {}): number {
    if (at !== this.#size)
      throw new DOMException(`Wrote at ${at}, expected ${this.#size}.`, 'NotSupportedError');
    const bytes = bytesOf(source).slice();
    this.#chunks.push(bytes);
    this.#size += bytes.byteLength;
    return bytes.byteLength;
  }

  read(target: AllowSharedBufferSource, { at = 0 }: FileSystemReadWriteOptions = {}): number {
    const into = bytesOf(target);
    let start = 0;
    let copied = 0;
    for (const chunk of this.#chunks) {
      const from = Math.max(at + copied - start, 0);
      if (from < chunk.byteLength && copied < into.byteLength) {
        const part = chunk.subarray(from, from + into.byteLength - copied);
        into.set(part, copied);
        copied += part.byteLength;
      }
      start += chunk.byteLength;
    }
    return copied;
  }

  truncate(size: number): void {
    const whole = new Uint8Array(Math.min(size, this.#size));
    this.read(whole);
    this.#chunks = size === 0 ? [] : [whole];
    this.#size = whole.byteLength;
  }

  flush(): void {}

  close(): void {}

  toBlob(): Blob {
    return new Blob(this.#chunks);
  }
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
