import { KingletError } from '@kinglet/spec';

/** Types of values that are read here. */
export const valueTypes = { int32: 5, string: 8, array: 9 } as const;

/** Bytes of a value, by type; strings and arrays have no fixed size. */
const valueBytes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

/** Reads a GGUF file's metadata value by value. Throws RangeError where the view ends before it does. */
export class GgufReader {
  readonly #view: DataView;
  readonly #decoder = new TextDecoder();
  #offset = 0;

  constructor(view: DataView) {
    this.#view = view;
  }

  /** Goes past the file's head; gives the number of its entries. */
  start(): number {
    if (this.uint32() !== 0x46554747) throw notGguf('it does not begin with GGUF');
    const version = this.uint32();
    if (version !== 2 && version !== 3) throw notGguf(`its version is ${version}, not 2 or 3`);
    this.uint64();
    return this.uint64();
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  uint64(): number {
    return Number(this.#view.getBigUint64(this.#advance(8), true));
  }

  string(): string {
    const length = this.uint64();
    const start = this.#advance(length);
    return this.#decoder.decode(new Uint8Array(this.#view.buffer, start, length));
  }

  array<Item>(type: number, itemType: number, read: () => Item): readonly Item[] {
    const actual = type === valueTypes.array ? this.uint32() : type;
    if (type !== valueTypes.array || actual !== itemType) throw notGguf('its vocabulary has another type');
    const count = this.uint64();
    const items: Item[] = [];
    for (let index = 0; index < count; index++) items.push(read());
    return items;
  }

  skip(type: number): void {
    if (type === valueTypes.string) {
      this.#advance(this.uint64());
      return;
    }
    if (type !== valueTypes.array) {
      this.#advance(bytesOf(type));
      return;
    }
    const itemType = this.uint32();
    const count = this.uint64();
    if (itemType !== valueTypes.string && itemType !== valueTypes.array)
      this.#advance(count * bytesOf(itemType));
    else for (let index = 0; index < count; index++) this.skip(itemType);
  }

  /** Returns where the next `bytes` begin. */
  #advance(bytes: number): number {
    const start = this.#offset;
    if (start + bytes > this.#view.byteLength) throw new RangeError('The metadata goes on.');
    this.#offset = start + bytes;
    return start;
  }
}

function bytesOf(type: number): number {
  const bytes = valueBytes[type];
  if (bytes === undefined) throw notGguf(`it has a value of the unknown type ${type}`);
  return bytes;
}

/** The file is not what it should be. */
export function notGguf(reason: string, cause?: unknown): KingletError {
  return new KingletError(
    'engine-failed',
    `The model file cannot be read: ${reason}. Delete the model and download it again.`,
    { cause },
  );
}
