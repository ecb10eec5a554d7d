import { arrayType, float32Type, int32Type, stringType, uint16Type, uint32Type } from './format.ts';
import type { GgufHeader, GgufValue } from './gguf-header.ts';
import { invalidFile } from './invalid-file.ts';
import { decodeText, encodeText } from './text-codec.ts';

/** Null where the key is missing or no string of UTF-8. */
export function textOf(header: Pick<GgufHeader, 'metadata'>, key: string): string | null {
  const value = header.metadata.get(key);
  return value?.type === stringType ? decodeText(value.bytes.subarray(8)) : null;
}

/** Null where the key is missing or no u32. */
export function uint32Of(header: Pick<GgufHeader, 'metadata'>, key: string): number | null {
  const value = header.metadata.get(key);
  return value?.type === uint32Type ? viewOf(value).getUint32(0, true) : null;
}

/** Null where the key is missing or no u16. */
export function uint16Of(header: Pick<GgufHeader, 'metadata'>, key: string): number | null {
  const value = header.metadata.get(key);
  return value?.type === uint16Type ? viewOf(value).getUint16(0, true) : null;
}

/** A number for each layer, or one for all: null where the key is missing or holds no whole numbers of 32 bits. */
export function layerValuesOf(
  header: Pick<GgufHeader, 'metadata'>,
  key: string,
): number | readonly number[] | null {
  const value = header.metadata.get(key);
  if (value?.type !== arrayType) return uint32Of(header, key);
  const view = viewOf(value);
  const type = view.getUint32(0, true);
  if (type !== uint32Type && type !== int32Type) return null;
  // The header's reader has checked that the count fits the bytes.
  return Array.from({ length: Number(view.getBigUint64(4, true)) }, (_, index) =>
    view.getUint32(12 + 4 * index, true),
  );
}

/** Null where the key is missing or no f32. */
export function float32Of(header: Pick<GgufHeader, 'metadata'>, key: string): number | null {
  const value = header.metadata.get(key);
  return value?.type === float32Type ? viewOf(value).getFloat32(0, true) : null;
}

export function uint32Value(value: number): GgufValue {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return { type: uint32Type, bytes };
}

export function float32Value(value: number): GgufValue {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return { type: float32Type, bytes };
}

export function textValue(value: string): GgufValue {
  const text = encodeText(value);
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return { type: stringType, bytes };
}

/** What the file is of: `model` where it does not say, `adapter`, `mmproj` and more; untrusted text. */
export function generalType(header: Pick<GgufHeader, 'metadata'>): string {
  return textOf(header, 'general.type') ?? 'model';
}

/** The SHA-256 that a re-quantised or merged copy records of the file it was made from; null for a source file. */
export function parentSha256(header: Pick<GgufHeader, 'metadata'>): string | null {
  return textOf(header, 'kinglet.parent_sha256');
}

const sha256Pattern = /^[0-9a-f]{64}$/;

export function isSha256(text: string): boolean {
  return sha256Pattern.test(text);
}

/** Throws `invalid-input` where an argument is no SHA-256. */
export function checkSha256(argument: string, text: string): void {
  if (isSha256(text)) return;
  throw invalidFile(
    `${argument} is ${JSON.stringify(text.slice(0, 80))}.`,
    'Give a SHA-256 as 64 lower-case hex digits.',
  );
}

function viewOf({ bytes }: GgufValue): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
