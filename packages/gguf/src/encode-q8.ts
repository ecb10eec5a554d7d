import { toFloat16 } from './float16.ts';

export const blockLength = 32;
export const blockBytes = 34;

/**
 * Q8_0 exactly as `quantize_row_q8_0_ref` of ggml-quants.c: `d = amax / 127`, `roundf(x * (1 / d))`, all in single precision; the scale is
 * stored as a half float. `count` is a multiple of 32. False where a number is not finite or its scale is too large for a half float.
 */
export function encodeQ8(values: Float32Array, count: number, bytes: Uint8Array<ArrayBuffer>): boolean {
  let notFinite = 0;
  for (let at = 0, out = 0; at < count; at += blockLength, out += blockBytes) {
    let largest = 0;
    for (let index = at; index < at + blockLength; index += 1) {
      const size = Math.abs(values[index] as number);
      notFinite += size * 0;
      if (size > largest) largest = size;
    }
    const scale = Math.fround(largest / 127);
    const inverse = scale === 0 ? 0 : Math.fround(1 / scale);
    const stored = toFloat16(scale);
    notFinite += (stored & 0x7c00) === 0x7c00 ? Number.NaN : 0;
    bytes[out] = stored & 255;
    bytes[out + 1] = stored >> 8;
    for (let index = 0; index < blockLength; index += 1) {
      const scaled = Math.fround((values[at + index] as number) * inverse);
      bytes[out + 2 + index] = scaled < 0 ? scaled - 0.5 : scaled + 0.5;
    }
  }
  return notFinite === 0;
}
