import { invalidFile } from './invalid-file.ts';
import { decodeText } from './text-codec.ts';

/** The header goes on beyond the bytes that were read so far. */
export class NeedsMore extends Error {}

/** Reads GGUF's little-endian fields. Throws NeedsMore at the end of the bytes, `invalid-input` at the end of the file. */
export class HeaderCursor {
  offset = 0;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #fileBytes: number;

  constructor(bytes: Uint8Array<ArrayBuffer>, fileBytes: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#fileBytes = fileBytes;
  }

  u32(what: string): number {
    return this.#view.getUint32(this.#advance(4, what), true);
  }

  /** A number of 64 bits. Above what a file can have, it is refused before anything is made of that size. */
  u64(what: string): number {
    const value = this.#view.getBigUint64(this.#advance(8, what), true);
    if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
    throw damaged(`${what} is ${value}, more than any file has`, this.offset);
  }

  /** How many things of at least `minBytes` follow: never more than what is left of the file has room for. */
  count(what: string, minBytes: number): number {
    const value = this.u64(what);
    const room = Math.floor((this.#fileBytes - this.offset) / minBytes);
    if (value <= room) return value;
    throw damaged(`${what} is ${value}, and what is left of the file has room for ${room}`, this.offset);
  }

  text(what: string): string {
    const text = decodeText(this.skip(this.count(`the length of ${what}`, 1), what));
    if (text === null) throw damaged(`${what} is not UTF-8`, this.offset);
    return text;
  }

  /** The bytes stepped over. */
  skip(length: number, what: string): Uint8Array<ArrayBuffer> {
    const start = this.#advance(length, what);
    return this.#bytes.subarray(start, this.offset);
  }

  /** The bytes from an earlier offset up to here. */
  since(start: number): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(start, this.offset);
  }

  #advance(length: number, what: string): number {
    const start = this.offset;
    const end = start + length;
    if (end > this.#fileBytes)
      throw damaged(`it ends at byte ${this.#fileBytes}, inside ${what} (${start} to ${end})`, start);
    if (end > this.#bytes.length) throw new NeedsMore();
    this.offset = end;
    return start;
  }
}

/** The error for a file whose structure is broken. */
export function damaged(reason: string, offset: number): Error {
  return invalidFile(
    `The GGUF file is damaged or was cut off: ${reason}.`,
    'Fetch or make the file again and compare its SHA-256.',
    { offset },
  );
}
