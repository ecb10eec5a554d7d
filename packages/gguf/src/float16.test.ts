import { expect, it } from 'vitest';
import { float16Values, toFloat16 } from './float16.ts';

it('gives each half float back', () => {
  for (let bits = 0; bits < 2 ** 16; bits += 1) {
    const value = float16Values[bits] ?? 0;
    if (!Number.isNaN(value) && toFloat16(value) !== bits)
      throw new Error(`${bits} became ${toFloat16(value)}`);
  }
});

it('rounds half way to the even neighbour, and beyond it to the nearer one', () => {
  for (let bits = 0; bits < 0x7bff; bits += 1) {
    const low = float16Values[bits] ?? 0;
    const high = float16Values[bits + 1] ?? 0;
    const middle = (low + high) / 2;
    const quarter = (high - low) / 4;
    const found = [middle, middle - quarter, middle + quarter].map(toFloat16);
    const wanted = [bits % 2 === 0 ? bits : bits + 1, bits, bits + 1];
    if (found.join() !== wanted.join()) throw new Error(`${bits}: ${found} and not ${wanted}`);
  }
});

it.each([
  [65519, 0x7bff],
  [65520, 0x7c00],
  [-1e9, 0xfc00],
  [Number.NaN, 0x7e00],
  [2 ** -26, 0],
])('makes of %d the bits %d', (value, bits) => {
  expect(toFloat16(value)).toBe(bits);
});
