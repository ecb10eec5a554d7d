import { KingletError, type ModelFile } from '@kinglet/spec';
import { hashFile } from './hash-file.ts';
import type { ModelDirectory, OpenFile } from './model-directory.ts';
import { readReceived, receivedLine } from './received-record.ts';
import { type ByteRange, bytesOf, gapsIn, type Span, withoutRange, withSpan } from './spans.ts';
import { partName, receivedName } from './stored-files.ts';

/**
 * A file on its way: the bytes at their places, and beside them the record of which are here. What comes counts for a
 * later visit once it is flushed and then recorded, every `recordBytes`; a kill costs what came since. No two at a time.
 */
export class PartFile {
  readonly #file: ModelFile;
  readonly #bytes: OpenFile;
  readonly #record: OpenFile;
  readonly #recordBytes: number;
  #spans: readonly Span[];
  #unrecorded = 0;

  private constructor(file: ModelFile, bytes: OpenFile, record: OpenFile, recordBytes: number) {
    this.#file = file;
    this.#bytes = bytes;
    this.#record = record;
    this.#recordBytes = recordBytes;
    this.#spans = this.#readRecord();
  }

  /** @throws KingletError `storage-denied` where it is open elsewhere, as in another tab. */
  static async open(
    directory: ModelDirectory,
    file: ModelFile,
    { recordBytes }: { recordBytes: number },
  ): Promise<PartFile> {
    let bytes: OpenFile | null = null;
    try {
      bytes = await directory.open(partName(file));
      const record = await directory.open(receivedName(file));
      return new PartFile(file, bytes, record, recordBytes);
    } catch (cause) {
      bytes?.close();
      throw new KingletError(
        'storage-denied',
        `${file.name} could not be opened for writing; another tab may be writing it. Close that tab and try again.`,
        { cause },
      );
    }
  }

  get receivedBytes(): number {
    return bytesOf(this.#spans);
  }

  /** What is missing of the range, in pieces within one chunk of `chunkBytes` each. */
  missing(
    { start, end }: ByteRange = { start: 0, end: this.#file.sizeBytes },
    chunkBytes?: number,
  ): readonly ByteRange[] {
    return gapsIn(this.#spans, { start, end }, chunkBytes);
  }

  /** Writes what of these bytes is missing at their place; what is here stays. */
  fill(bytes: Uint8Array<ArrayBuffer>, at: number, version: string): void {
    for (const { start, end } of this.missing({ start: at, end: at + bytes.byteLength })) {
      this.#bytes.write(bytes.subarray(start - at, end - at), { at: start });
      this.#spans = withSpan(this.#spans, { start, end, version });
      this.#unrecorded += end - start;
    }
    if (this.#unrecorded >= this.#recordBytes) this.record();
  }

  /** Throws the range away. */
  drop(range: ByteRange): void {
    this.#spans = withoutRange(this.#spans, range);
    this.record();
  }

  /** Throws away what came from such a version and was not found right since. */
  dropUnproven(isBad: (version: string) => boolean): void {
    const bad = this.#spans.filter(({ version }) => version !== null && isBad(version));
    for (const span of bad) this.drop(span);
  }

  /** The range's hash was found right. */
  prove({ start, end }: ByteRange): void {
    this.#spans = withSpan(this.#spans, { start, end, version: null });
  }

  isProven(range: ByteRange): boolean {
    return this.#spans.some(
      ({ start, end, version }) => version === null && start <= range.start && end >= range.end,
    );
  }

  /** SHA-256 of the range as it reads back. Rejects with `signal.reason`. */
  hash(range: ByteRange, signal: AbortSignal): Promise<string> {
    return hashFile(this.#bytes, { ...range, signal });
  }

  /** Makes what came count. */
  record(): void {
    this.#bytes.flush();
    this.#record.write(new TextEncoder().encode(receivedLine(this.#spans)), { at: this.#record.getSize() });
    this.#record.flush();
    this.#unrecorded = 0;
  }

  /** Records what it can: a full or lost store must not hide why the download ended. */
  close(): void {
    try {
      if (this.#unrecorded > 0) this.record();
    } catch {
      // The last record holds.
    } finally {
      this.#bytes.close();
      this.#record.close();
    }
  }

  #readRecord(): readonly Span[] {
    const buffer = new Uint8Array(this.#record.getSize());
    this.#record.read(buffer, { at: 0 });
    const text = new TextDecoder().decode(buffer);
    // A torn line would spoil the one that is appended to it.
    this.#record.truncate(buffer.lastIndexOf(10) + 1);
    return readReceived(text, Math.min(this.#bytes.getSize(), this.#file.sizeBytes));
  }
}
