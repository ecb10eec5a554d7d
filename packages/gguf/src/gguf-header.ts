/** A metadata value as its bytes, so that a copy is exact and a vocabulary of 100,000 words costs nothing until it is asked for. */
export interface GgufValue {
  /** GGUF's number of the type: 4 is u32, 6 is f32, 8 is string, 9 is array. */
  readonly type: number;
  /** Without the type number. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface GgufTensor {
  readonly name: string;
  /** Innermost first, as ggml's `ne`: a weight is `[columns, rows]`. */
  readonly shape: readonly number[];
  /** ggml's number of the type, one of `tensorTypes`. */
  readonly type: number;
  /** From the start of the file. */
  readonly offset: number;
  readonly sizeBytes: number;
}

/** A validated header: every tensor lies within the file. */
export interface GgufHeader {
  /** In the order of the file. */
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: readonly GgufTensor[];
  /** Tensor data start at multiples of it. */
  readonly alignment: number;
  readonly sizeBytes: number;
}
