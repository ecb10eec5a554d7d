import { aligned, magic } from './format.ts';
import type { GgufHeader, GgufTensor, GgufValue } from './gguf-header.ts';
import { elementCount, rowBytes } from './tensor-types.ts';
import { encodeText } from './text-codec.ts';

const version = 3;

/** What a new file shall have; offsets and sizes follow from it. */
export interface HeaderPlan {
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: readonly Pick<GgufTensor, 'name' | 'shape' | 'type'>[];
  readonly alignment: number;
}

/** The bytes before the first tensor's data, padding included, and the same as a header. */
export function encodeHeader({ metadata, tensors, alignment }: HeaderPlan): {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly header: GgufHeader;
} {
  const fields = new Fields();
  fields.u32(magic).u32(version).u64(tensors.length).u64(metadata.size);
  for (const [key, { type, bytes }] of metadata) fields.text(key).u32(type).raw(bytes);
  const placed: GgufTensor[] = [];
  let end = 0;
  for (const { name, shape, type } of tensors) {
    fields.text(name).u32(shape.length);
    for (const length of shape) fields.u64(length);
    fields.u32(type).u64(end);
    const [columns = 0] = shape;
    const sizeBytes = (elementCount(shape) / columns) * rowBytes(type, columns);
    placed.push({ name, shape, type, offset: end, sizeBytes });
    end += aligned(sizeBytes, alignment);
  }
  const bytes = fields.joined(alignment);
  return {
    bytes,
    header: {
      metadata,
      tensors: placed.map((tensor) => ({ ...tensor, offset: bytes.length + tensor.offset })),
      alignment,
      sizeBytes: bytes.length + end,
    },
  };
}

/** Collects little-endian fields. */
class Fields {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  u32(value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, true);
    return this.raw(bytes);
  }

  u64(value: number): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
    return this.raw(bytes);
  }

  text(value: string): this {
    const bytes = encodeText(value);
    return this.u64(bytes.length).raw(bytes);
  }

  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return this;
  }

  joined(alignment: number): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(aligned(this.#length, alignment));
    let offset = 0;
    for (const part of this.#parts) {
      all.set(part, offset);
      offset += part.length;
    }
    return all;
  }
}
