import { toFloat16 } from './float16.ts';

export const blockLength = 32;
const blockBytes = 34;
const signless = 0x7fffffff;
const infinity = 0x7f800000;
/** Moves halves away from zero and no other float across one: floats have 24 bits. */
const away = 1 + 2 ** -30;

const floats = new Float32Array(1);
const floatBits = new Int32Array(floats.buffer);

/**
 * Q8_0 exactly as `quantize_row_q8_0_ref` of ggml-quants.c: `d = amax / 127`, `roundf(x * (1 / d))`, all in single precision; the scale is
 * stored as a half float. `values` has whole blocks. False where a number is not finite or a scale is too large for a half float.
 */
export function encodeQ8(values: Float32Array, bytes: Uint8Array<ArrayBuffer>): boolean {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  let isUsable = true;
  for (let at = 0, out = 0; at < values.length; at += blockLength, out += blockBytes) {
    const largest = largestBits(bits, at);
    floatBits[0] = largest;
    const scale = Math.fround((floats[0] as number) / 127);
    const stored = toFloat16(scale);
    isUsable &&= largest < infinity && (stored & 0x7c00) !== 0x7c00;
    bytes[out] = stored & 255;
    bytes[out + 1] = stored >> 8;
    const inverse = Math.fround(1 / scale);
    const factor = inverse === Number.POSITIVE_INFINITY ? 0 : inverse;
    for (let index = 0; index < blockLength; index += 1) {
      const scaled = Math.fround((values[at + index] as number) * factor);
      // Without a branch: rounding down what was shifted to be positive costs a third of asking for the sign.
      signed[out + 2 + index] = ((scaled * away + 128.5) | 0) - 128;
    }
  }
  return isUsable;
}

/** The bits of the block's largest absolute value: without their sign, floats are in the order of their bits. */
function largestBits(bits: Int32Array, start: number): number {
  let largest = 0;
  for (let index = start; index < start + blockLength; index += 1) {
    const size = (bits[index] as number) & signless;
    const more = largest - size;
    largest = size + (more & ~(more >> 31));
  }
  return largest;
}
