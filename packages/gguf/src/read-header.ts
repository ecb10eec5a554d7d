import type { ByteSource } from './byte-source.ts';
import { aligned, arrayType, defaultAlignment, magic, stringType } from './format.ts';
import type { GgufHeader, GgufTensor, GgufValue } from './gguf-header.ts';
import { damaged, HeaderCursor, NeedsMore } from './header-cursor.ts';
import { invalidFile } from './invalid-file.ts';
import { uint32Of } from './metadata.ts';
import { readBytes } from './read-bytes.ts';
import { elementCount, tensorTypes } from './tensor-types.ts';

/** Bytes of a value by GGUF's type number, from u8 to f64; strings and arrays have their length before them. */
const valueBytes: readonly number[] = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

const firstReadBytes = 2 ** 20;
/** Vocabularies of 256,000 words have about 10 MB. */
const headerLimitBytes = 2 ** 26;
/** GGML_MAX_NAME with the closing zero, and GGML_MAX_DIMS. */
const nameLimit = 63;
const dimensionLimit = 4;
const alignmentLimit = 2 ** 16;

/**
 * The header of a GGUF file of version 2 or 3, checked as llama.cpp checks it: every count and length fits the file,
 * tensors follow each other without a gap or an overlap and end within it. Rejects with `invalid-input` and the reason.
 */
export async function readHeader(
  source: ByteSource,
  { signal }: { signal?: AbortSignal } = {},
): Promise<GgufHeader> {
  for (let length = firstReadBytes; ; length *= 4) {
    signal?.throwIfAborted();
    const end = Math.min(length, source.size);
    const header = parseHeader(await readBytes(source, 0, end), source.size);
    if (header !== null) return header;
    if (length >= headerLimitBytes)
      throw damaged(`its header is longer than ${headerLimitBytes} bytes`, headerLimitBytes);
  }
}

/** Null where the header goes on beyond `bytes`. */
function parseHeader(bytes: Uint8Array<ArrayBuffer>, fileBytes: number): GgufHeader | null {
  try {
    const cursor = new HeaderCursor(bytes, fileBytes);
    checkStart(cursor);
    const tensorCount = cursor.count('the number of tensors', 32);
    const metadata = readMetadata(cursor);
    const alignment = alignmentOf(metadata);
    const tensors = readTensors(cursor, { tensorCount, alignment, fileBytes });
    return { metadata, tensors, alignment, sizeBytes: fileBytes };
  } catch (error) {
    if (error instanceof NeedsMore) return null;
    throw error;
  }
}

function checkStart(cursor: HeaderCursor): void {
  const start = cursor.u32('the magic number');
  if (start !== magic) {
    const found = start.toString(16).padStart(8, '0');
    throw invalidFile(
      `This is not a GGUF file: it starts with 0x${found}, not 0x${magic.toString(16)} ("GGUF").`,
      'Choose a .gguf file.',
    );
  }
  const version = cursor.u32('the version');
  if (version !== 2 && version !== 3) {
    throw invalidFile(
      `The GGUF file has version ${version}; 2 and 3 of little-endian files can be read.`,
      'Convert it with a present llama.cpp.',
      { version },
    );
  }
}

function readMetadata(cursor: HeaderCursor): Map<string, GgufValue> {
  const metadata = new Map<string, GgufValue>();
  const count = cursor.count('the number of metadata keys', 13);
  for (let index = 0; index < count; index += 1) {
    const key = cursor.text('a metadata key');
    if (metadata.has(key)) throw damaged(`the key ${shown(key)} stands in it twice`, cursor.offset);
    const type = cursor.u32(`the type of ${shown(key)}`);
    const start = cursor.offset;
    skipValue(cursor, type, shown(key));
    metadata.set(key, { type, bytes: cursor.since(start) });
  }
  return metadata;
}

function skipValue(cursor: HeaderCursor, type: number, key: string): void {
  if (type === stringType) skipString(cursor, key);
  else if (type === arrayType) skipArray(cursor, key);
  else cursor.skip(bytesOf(type, key, cursor.offset), key);
}

function skipArray(cursor: HeaderCursor, key: string): void {
  const type = cursor.u32(`the element type of ${key}`);
  if (type === stringType) {
    const count = cursor.count(`the length of ${key}`, 8);
    for (let index = 0; index < count; index += 1) skipString(cursor, key);
    return;
  }
  const bytes = bytesOf(type, key, cursor.offset);
  cursor.skip(cursor.count(`the length of ${key}`, bytes) * bytes, key);
}

function skipString(cursor: HeaderCursor, key: string): void {
  cursor.skip(cursor.count(`the length of ${key}`, 1), key);
}

function bytesOf(type: number, key: string, offset: number): number {
  const bytes = valueBytes[type] ?? 0;
  if (bytes === 0) throw damaged(`the key ${key} has the unknown value type ${type}`, offset);
  return bytes;
}

function alignmentOf(metadata: ReadonlyMap<string, GgufValue>): number {
  if (!metadata.has('general.alignment')) return defaultAlignment;
  const alignment = uint32Of({ metadata }, 'general.alignment') ?? 0;
  const isPowerOfTwo = alignment > 0 && (alignment & (alignment - 1)) === 0;
  if (isPowerOfTwo && alignment <= alignmentLimit) return alignment;
  throw damaged(`general.alignment is ${alignment}, not a power of two up to ${alignmentLimit}`, 0);
}

function readTensors(
  cursor: HeaderCursor,
  { tensorCount, alignment, fileBytes }: { tensorCount: number; alignment: number; fileBytes: number },
): readonly GgufTensor[] {
  const found: GgufTensor[] = [];
  const names = new Set<string>();
  for (let index = 0; index < tensorCount; index += 1) {
    const tensor = readTensor(cursor);
    if (names.has(tensor.name)) throw damaged(`the tensor ${tensor.name} stands in it twice`, cursor.offset);
    names.add(tensor.name);
    found.push(tensor);
  }
  const dataStart = aligned(cursor.offset, alignment);
  let expected = 0;
  return found.map((tensor) => {
    if (tensor.offset !== expected)
      throw damaged(`the data of ${tensor.name} start at ${tensor.offset}, not at ${expected}`, dataStart);
    const offset = dataStart + expected;
    if (offset + tensor.sizeBytes > fileBytes) {
      const end = offset + tensor.sizeBytes;
      throw damaged(`the data of ${tensor.name} go to byte ${end}, the file to ${fileBytes}`, offset);
    }
    expected += aligned(tensor.sizeBytes, alignment);
    return { ...tensor, offset };
  });
}

/** With its offset as it stands in the file: from the start of all tensor data. */
function readTensor(cursor: HeaderCursor): GgufTensor {
  const name = cursor.text("a tensor's name");
  if (name === '' || name.length > nameLimit)
    throw damaged(`a tensor's name has ${name.length} characters, not 1 to ${nameLimit}`, cursor.offset);
  const dimensions = cursor.u32(`the dimensions of ${name}`);
  if (dimensions < 1 || dimensions > dimensionLimit)
    throw damaged(`${name} has ${dimensions} dimensions, not 1 to ${dimensionLimit}`, cursor.offset);
  const shape = Array.from({ length: dimensions }, () => cursor.u64(`the shape of ${name}`));
  const id = cursor.u32(`the type of ${name}`);
  const type = tensorTypes.get(id);
  if (type === undefined) throw damaged(`${name} has the unknown tensor type ${id}`, cursor.offset);
  const [columns = 0] = shape;
  if (shape.includes(0) || columns % type.blockLength !== 0)
    throw damaged(`${name} is ${shape.join(' x ')}, no rows of whole ${type.name} blocks`, cursor.offset);
  const sizeBytes = (elementCount(shape) / type.blockLength) * type.blockBytes;
  return { name, shape, type: id, offset: cursor.u64(`the offset of ${name}`), sizeBytes };
}

/** A key of a hostile file may be megabytes long. */
function shown(key: string): string {
  return key.length <= 80 ? key : `${key.slice(0, 80)}...`;
}
