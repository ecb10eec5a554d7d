import { float16Values } from './float16.ts';
import { bf16, f16, f32, q4_0, q4_1, q5_0, q5_1, q8_0 } from './tensor-types.ts';

/** Writes the numbers of all blocks in `bytes` to the start of `values`. `bytes` starts at its buffer's start. */
export type DecodeBlocks = (bytes: Uint8Array<ArrayBuffer>, values: Float32Array) => void;

/** The types that can be turned into numbers; the formulas are `dequantize_row_*` of ggml-quants.c. */
export const decoders: ReadonlyMap<number, DecodeBlocks> = new Map([
  [f32, decodeF32],
  [f16, decodeF16],
  [bf16, decodeBf16],
  [q4_0, decodeQ4],
  [q4_1, decodeQ4WithMinimum],
  [q5_0, decodeQ5],
  [q5_1, decodeQ5WithMinimum],
  [q8_0, decodeQ8],
]);

function decodeF32(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  values.set(new Float32Array(bytes.buffer, 0, bytes.length / 4));
}

function decodeF16(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  const halves = new Uint16Array(bytes.buffer, 0, bytes.length / 2);
  for (let index = 0; index < halves.length; index += 1)
    values[index] = float16Values[halves[index] as number] as number;
}

function decodeBf16(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  const halves = new Uint16Array(bytes.buffer, 0, bytes.length / 2);
  const bits = new Uint32Array(values.buffer, values.byteOffset, halves.length);
  for (let index = 0; index < halves.length; index += 1) bits[index] = (halves[index] as number) << 16;
}

function decodeQ4(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  for (let at = 0, out = 0; at < bytes.length; at += 18, out += 32) {
    const scale = half(bytes, at);
    for (let index = 0; index < 16; index += 1) {
      const pair = bytes[at + 2 + index] as number;
      values[out + index] = ((pair & 15) - 8) * scale;
      values[out + 16 + index] = ((pair >> 4) - 8) * scale;
    }
  }
}

function decodeQ4WithMinimum(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  for (let at = 0, out = 0; at < bytes.length; at += 20, out += 32) {
    const scale = half(bytes, at);
    const minimum = half(bytes, at + 2);
    for (let index = 0; index < 16; index += 1) {
      const pair = bytes[at + 4 + index] as number;
      values[out + index] = (pair & 15) * scale + minimum;
      values[out + 16 + index] = (pair >> 4) * scale + minimum;
    }
  }
}

function decodeQ5(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  for (let at = 0, out = 0; at < bytes.length; at += 22, out += 32) {
    const scale = half(bytes, at);
    const high = word(bytes, at + 2);
    for (let index = 0; index < 16; index += 1) {
      const pair = bytes[at + 6 + index] as number;
      values[out + index] = (((pair & 15) | (((high >>> index) & 1) << 4)) - 16) * scale;
      values[out + 16 + index] = (((pair >> 4) | (((high >>> (index + 16)) & 1) << 4)) - 16) * scale;
    }
  }
}

function decodeQ5WithMinimum(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  for (let at = 0, out = 0; at < bytes.length; at += 24, out += 32) {
    const scale = half(bytes, at);
    const minimum = half(bytes, at + 2);
    const high = word(bytes, at + 4);
    for (let index = 0; index < 16; index += 1) {
      const pair = bytes[at + 8 + index] as number;
      values[out + index] = ((pair & 15) | (((high >>> index) & 1) << 4)) * scale + minimum;
      values[out + 16 + index] = ((pair >> 4) | (((high >>> (index + 16)) & 1) << 4)) * scale + minimum;
    }
  }
}

function decodeQ8(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  const signed = new Int8Array(bytes.buffer, 0, bytes.length);
  for (let at = 0, out = 0; at < bytes.length; at += 34, out += 32) {
    const scale = half(bytes, at);
    for (let index = 0; index < 32; index += 1)
      values[out + index] = (signed[at + 2 + index] as number) * scale;
  }
}

function half(bytes: Uint8Array, at: number): number {
  return float16Values[(bytes[at] as number) | ((bytes[at + 1] as number) << 8)] as number;
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}
