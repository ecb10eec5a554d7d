import { KingletError } from '@kinglet/spec';

/** What a GGUF file says of its tokens; the engine's own interface does not tell. */
export interface GgufVocabulary {
  readonly tokens: readonly string[];
  /** One for each token: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte. */
  readonly tokenTypes: readonly number[];
}

const firstReadBytes = 4 * 1024 * 1024;

/**
 * Reads the vocabulary from a GGUF file's metadata (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
 * Throws `engine-failed` where the file is not a little-endian GGUF of version 2 or 3 with a vocabulary.
 */
export async function readGgufVocabulary(
  blob: Blob,
  { signal }: { signal: AbortSignal },
): Promise<GgufVocabulary> {
  for (let bytes = firstReadBytes; ; bytes *= 4) {
    const buffer = await blob.slice(0, bytes).arrayBuffer();
    signal.throwIfAborted();
    try {
      return parseVocabulary(new DataView(buffer));
    } catch (cause) {
      if (cause instanceof RangeError && bytes < blob.size) continue;
      if (cause instanceof KingletError) throw cause;
      throw notGguf('its metadata ends too early', cause);
    }
  }
}

/** Throws RangeError where the view ends before the metadata does. */
function parseVocabulary(view: DataView): GgufVocabulary {
  const reader = new GgufReader(view);
  if (reader.uint32() !== 0x46554747) throw notGguf('it does not begin with GGUF');
  const version = reader.uint32();
  if (version !== 2 && version !== 3) throw notGguf(`its version is ${version}, not 2 or 3`);
  reader.uint64();
  const entries = reader.uint64();
  let tokens: readonly string[] | null = null;
  let tokenTypes: readonly number[] | null = null;
  for (let entry = 0; entry < entries && (tokens === null || tokenTypes === null); entry++) {
    const key = reader.string();
    const type = reader.uint32();
    if (key === 'tokenizer.ggml.tokens')
      tokens = reader.array(type, valueTypes.string, () => reader.string());
    else if (key === 'tokenizer.ggml.token_type')
      tokenTypes = reader.array(type, valueTypes.int32, () => reader.uint32());
    else reader.skip(type);
  }
  if (tokens === null || tokenTypes === null) throw notGguf('it has no vocabulary');
  return { tokens, tokenTypes };
}

const valueTypes = { int32: 5, string: 8, array: 9 } as const;

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

class GgufReader {
  readonly #view: DataView;
  readonly #decoder = new TextDecoder();
  #offset = 0;

  constructor(view: DataView) {
    this.#view = view;
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

function notGguf(reason: string, cause?: unknown): KingletError {
  return new KingletError(
    'engine-failed',
    `The model file cannot be read: ${reason}. Delete the model and download it again.`,
    { cause },
  );
}
