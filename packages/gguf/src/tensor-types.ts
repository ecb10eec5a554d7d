/** How ggml stores a tensor: in blocks of so many numbers and so many bytes. */
export interface TensorType {
  readonly name: string;
  readonly blockLength: number;
  readonly blockBytes: number;
}

export const f32 = 0;
export const f16 = 1;
export const q4_0 = 2;
export const q4_1 = 3;
export const q5_0 = 6;
export const q5_1 = 7;
export const q8_0 = 8;
export const bf16 = 30;

/** All that ggml writes into files, by its number; `ggml_type` and the block structs of ggml-common.h. */
export const tensorTypes: ReadonlyMap<number, TensorType> = new Map(
  (
    [
      [f32, 'F32', 1, 4],
      [f16, 'F16', 1, 2],
      [q4_0, 'Q4_0', 32, 18],
      [q4_1, 'Q4_1', 32, 20],
      [q5_0, 'Q5_0', 32, 22],
      [q5_1, 'Q5_1', 32, 24],
      [q8_0, 'Q8_0', 32, 34],
      [10, 'Q2_K', 256, 84],
      [11, 'Q3_K', 256, 110],
      [12, 'Q4_K', 256, 144],
      [13, 'Q5_K', 256, 176],
      [14, 'Q6_K', 256, 210],
      [16, 'IQ2_XXS', 256, 66],
      [17, 'IQ2_XS', 256, 74],
      [18, 'IQ3_XXS', 256, 98],
      [19, 'IQ1_S', 256, 50],
      [20, 'IQ4_NL', 32, 18],
      [21, 'IQ3_S', 256, 110],
      [22, 'IQ2_S', 256, 82],
      [23, 'IQ4_XS', 256, 136],
      [24, 'I8', 1, 1],
      [25, 'I16', 1, 2],
      [26, 'I32', 1, 4],
      [27, 'I64', 1, 8],
      [28, 'F64', 1, 8],
      [29, 'IQ1_M', 256, 56],
      [bf16, 'BF16', 1, 2],
      [34, 'TQ1_0', 256, 54],
      [35, 'TQ2_0', 256, 66],
      [39, 'MXFP4', 32, 17],
    ] as const
  ).map(([id, name, blockLength, blockBytes]) => [id, { name, blockLength, blockBytes }]),
);

/** Bytes of one row. The row must be whole blocks; an unknown type throws a RangeError, for a read header has none. */
export function rowBytes(type: number, columns: number): number {
  const known = tensorTypes.get(type);
  if (known === undefined) throw new RangeError(`no tensor type ${type}`);
  return (columns / known.blockLength) * known.blockBytes;
}

/** How many numbers a tensor has. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
