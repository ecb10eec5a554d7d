import { bytes, float, int, message } from './protobuf.ts';

/** Numbers of ONNX's types; https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. */
const types = { float: 1, int32: 6, int64: 7 } as const;

type Type = keyof typeof types;
type Shape = readonly (number | string)[];

/** Collects an ONNX graph and writes it as a model file. */
export class OnnxGraph {
  readonly #nodes: Uint8Array[] = [];
  readonly #weights: Uint8Array[] = [];
  readonly #inputs: Uint8Array[] = [];
  readonly #outputs: Uint8Array[] = [];
  readonly #data: Uint8Array[] = [];
  readonly #dataFile: string | null;

  /** `dataFile`: name of the file beside the model's into which the matrices go; null: all are in the model's. */
  constructor({ dataFile = null }: { dataFile?: string | null } = {}) {
    this.#dataFile = dataFile;
  }

  /** A symbolic dimension is a text. */
  input(name: string, type: Type, shape: Shape): string {
    this.#inputs.push(bytes(11, valueInfo(name, type, shape)));
    return name;
  }

  output(name: string, type: Type, shape: Shape): string {
    this.#outputs.push(bytes(12, valueInfo(name, type, shape)));
    return name;
  }

  weight(name: string, values: Float32Array | Int32Array | BigInt64Array, shape: readonly number[]): string {
    const type = values instanceof Float32Array ? 'float' : values instanceof Int32Array ? 'int32' : 'int64';
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const dims = shape.map((length) => int(1, length));
    const content =
      this.#dataFile === null || raw.length < 1024 ? [bytes(9, raw)] : this.#apart(raw, this.#dataFile);
    this.#weights.push(bytes(5, [...dims, int(2, types[type]), bytes(8, name), ...content]));
    return name;
  }

  /** Adds an operation, and gives the name of its first output back. */
  node(
    operator: string,
    inputs: readonly string[],
    output: string,
    {
      outputs = [output],
      ints = {},
      floats = {},
      domain = '',
    }: {
      outputs?: readonly string[];
      ints?: Readonly<Record<string, number>>;
      floats?: Readonly<Record<string, number>>;
      domain?: string;
    } = {},
  ): string {
    const attributes = [
      ...Object.entries(ints).map(([name, value]) => bytes(5, [bytes(1, name), int(3, value), int(20, 2)])),
      ...Object.entries(floats).map(([name, value]) =>
        bytes(5, [bytes(1, name), float(2, value), int(20, 1)]),
      ),
    ];
    this.#nodes.push(
      bytes(1, [
        ...inputs.map((name) => bytes(1, name)),
        ...outputs.map((name) => bytes(2, name)),
        ...[bytes(3, output), bytes(4, operator), ...attributes, bytes(7, domain)],
      ]),
    );
    return output;
  }

  /** What went into the data file. */
  data(): Uint8Array<ArrayBuffer> {
    return message(this.#data);
  }

  #apart(raw: Uint8Array, dataFile: string) {
    const offset = this.#data.reduce((sum, { length }) => sum + length, 0);
    this.#data.push(raw);
    const facts = { location: dataFile, offset: String(offset), length: String(raw.length) };
    const entries = Object.entries(facts).map(([key, value]) => bytes(13, [bytes(1, key), bytes(2, value)]));
    return [...entries, int(14, 1)];
  }

  /** The model file: operators of ONNX 21 and of `com.microsoft`. */
  write(): Uint8Array<ArrayBuffer> {
    const graph = [
      ...this.#nodes,
      bytes(2, 'tiny-llama'),
      ...this.#weights,
      ...this.#inputs,
      ...this.#outputs,
    ];
    const operators = [
      [bytes(1, ''), int(2, 21)],
      [bytes(1, 'com.microsoft'), int(2, 1)],
    ];
    return message([
      int(1, 10),
      bytes(2, 'kinglet-testkit'),
      bytes(7, graph),
      ...operators.map((set) => bytes(8, set)),
    ]);
  }
}

function valueInfo(name: string, type: Type, shape: Shape) {
  const dims = shape.map((length) =>
    bytes(1, [typeof length === 'number' ? int(1, length) : bytes(2, length)]),
  );
  return [bytes(1, name), bytes(2, [bytes(1, [int(1, types[type]), bytes(2, dims)])])];
}
