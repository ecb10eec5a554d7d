import type { ByteSource } from './byte-source.ts';
import { decoders } from './decode-blocks.ts';
import { encodeHeader } from './encode-header.ts';
import { encodeQ8 } from './encode-q8.ts';
import { aligned } from './format.ts';
import type { GgufHeader, GgufTensor, GgufValue } from './gguf-header.ts';
import { invalidFile } from './invalid-file.ts';
import type { ModelOutput } from './model-output.ts';
import { readBytes } from './read-bytes.ts';
import { elementCount, q8_0, rowBytes } from './tensor-types.ts';

/** Adds something to whole rows of a weight, the first of which is row `firstRow`. */
export type ChangeRows = (values: Float32Array, firstRow: number) => void;

/** What becomes of a tensor: copied byte for byte, or made Q8_0, its rows changed before. */
export interface TensorPlan {
  readonly tensor: GgufTensor;
  readonly becomes: 'copy' | 'Q8_0';
  /** Called once, when the tensor's turn comes. */
  prepare?(): Promise<ChangeRows>;
}

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each chunk. */
  onProgress?: ((writtenBytes: number) => void) | undefined;
}

const sliceElements = 2 ** 20;
const copyBytes = 2 ** 22;

/** The file with its tensors in the order of `plans`; of the source, at most a few MiB are in memory. */
export function writeModel(
  source: ByteSource,
  plans: readonly TensorPlan[],
  metadata: ReadonlyMap<string, GgufValue>,
  { alignment, ...options }: WriteOptions & Pick<GgufHeader, 'alignment'>,
): ModelOutput {
  const tensors = plans.map(({ tensor, becomes }) => ({
    ...tensor,
    type: becomes === 'copy' ? tensor.type : q8_0,
  }));
  const { bytes, header } = encodeHeader({ metadata, tensors, alignment });
  const chunks = withProgress(allChunks(source, bytes, plans, header), options);
  return { sizeBytes: header.sizeBytes, header, chunks };
}

async function* withProgress(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { signal, onProgress }: WriteOptions,
): ModelOutput['chunks'] {
  let written = 0;
  signal?.throwIfAborted();
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    written += chunk.length;
    yield chunk;
    onProgress?.(written);
    signal?.throwIfAborted();
  }
}

async function* allChunks(
  source: ByteSource,
  headerBytes: Uint8Array<ArrayBuffer>,
  plans: readonly TensorPlan[],
  { alignment }: GgufHeader,
): ModelOutput['chunks'] {
  yield headerBytes;
  for (const plan of plans) {
    let length = 0;
    for await (const chunk of plan.becomes === 'copy'
      ? copied(source, plan.tensor)
      : quantised(source, plan)) {
      length += chunk.length;
      yield chunk;
    }
    const padding = aligned(length, alignment) - length;
    if (padding > 0) yield new Uint8Array(padding);
  }
}

async function* copied(source: ByteSource, { offset, sizeBytes }: GgufTensor): ModelOutput['chunks'] {
  for (let start = 0; start < sizeBytes; start += copyBytes) {
    const end = Math.min(start + copyBytes, sizeBytes);
    yield await readBytes(source, offset + start, offset + end);
  }
}

async function* quantised(source: ByteSource, { tensor, prepare }: TensorPlan): ModelOutput['chunks'] {
  const change = await prepare?.();
  for await (const { values, firstRow } of decodedRows(source, tensor)) {
    change?.(values, firstRow);
    const bytes = new Uint8Array(rowBytes(q8_0, values.length));
    if (!encodeQ8(values, bytes)) throw notFinite(tensor);
    yield bytes;
  }
}

/** The tensor's numbers, some whole rows at a time, in an array that the next rows overwrite. */
export async function* decodedRows(
  source: ByteSource,
  { name, type, shape, offset }: GgufTensor,
): AsyncGenerator<{ values: Float32Array; firstRow: number }, void, void> {
  const decode = decoders.get(type);
  if (decode === undefined) throw new RangeError(`${name}: no decoder for type ${type}`);
  const [columns = 0] = shape;
  const rows = elementCount(shape) / columns;
  const bytesPerRow = rowBytes(type, columns);
  const step = Math.min(rows, Math.max(1, Math.floor(sliceElements / columns)));
  const buffer = new Float32Array(step * columns);
  for (let firstRow = 0; firstRow < rows; firstRow += step) {
    const count = Math.min(step, rows - firstRow);
    const start = offset + firstRow * bytesPerRow;
    const bytes = await readBytes(source, start, start + count * bytesPerRow);
    const values = buffer.subarray(0, count * columns);
    decode(bytes, values);
    yield { values, firstRow };
  }
}

export function notFinite({ name }: GgufTensor): Error {
  return invalidFile(
    `The tensor ${name} has numbers that are not finite or too large for a half float.`,
    'The file is damaged or its training went wrong: make it again.',
  );
}
