import type { AdapterTensor } from './adapter-header.ts';
import type { ByteSource } from './byte-source.ts';
import { checkAdapter, mergedKey } from './check-adapter.ts';
import { checkModel } from './check-model.ts';
import { decoders } from './decode-blocks.ts';
import { blockLength } from './encode-q8.ts';
import type { GgufTensor } from './gguf-header.ts';
import { invalidFile } from './invalid-file.ts';
import { checkSha256, parentSha256 } from './metadata.ts';
import type { ModelOutput } from './model-output.ts';
import { readAdapter } from './read-adapter.ts';
import { readHeader } from './read-header.ts';
import { planQ8, q8Metadata } from './requantise.ts';
import { elementCount, tensorTypes } from './tensor-types.ts';
import {
  type ChangeRows,
  decodedRows,
  type TensorPlan,
  type WriteOptions,
  writeModel,
} from './write-model.ts';

export interface MergeOptions extends WriteOptions {
  /** SHA-256 of the base's own file. */
  readonly baseSha256: string;
  /** How much of the adapter, as llama.cpp's scale; 1 is all of it. */
  readonly scale?: number;
}

/**
 * A model in Q8_0 with an adapter merged into its weights: `W + scale * alpha / rank * b a`. It needs no adapter any more and takes none
 * (`checkAdapter` refuses it). Best made from the source file: a re-quantised copy is rounded twice. Rejects as `readAdapter`,
 * `checkAdapter` and `requantise` do.
 */
export async function mergeAdapter(
  base: ByteSource,
  adapter: ByteSource,
  { baseSha256, scale = 1, signal, onProgress }: MergeOptions,
): Promise<ModelOutput> {
  checkSha256('baseSha256', baseSha256);
  const reading = signal === undefined ? {} : { signal };
  const header = await readHeader(base, reading);
  checkModel(header);
  const lora = await readAdapter(adapter, reading);
  checkAdapter(lora, header, baseSha256);
  const factor = lora.alpha === 0 ? scale : (scale * lora.alpha) / lora.rank;
  const pairs = new Map(lora.tensors.map((pair) => [pair.target, pair]));
  const plans = header.tensors.map((tensor): TensorPlan => {
    const pair = pairs.get(tensor.name);
    if (pair === undefined) return planQ8(tensor);
    checkMergeable(tensor);
    return { tensor, becomes: 'Q8_0', prepare: () => rowChange(adapter, pair, factor) };
  });
  const metadata = q8Metadata(header, {
    'kinglet.parent_sha256': parentSha256(header) ?? baseSha256,
    [mergedKey]: lora.id,
  });
  return writeModel(base, plans, metadata, { alignment: header.alignment, signal, onProgress });
}

function checkMergeable({ name, type, shape }: GgufTensor): void {
  if (decoders.has(type) && (shape[0] ?? 0) % blockLength === 0) return;
  throw invalidFile(
    `Nothing can be merged into ${name}: it is ${shape.join(' x ')} of ${tensorTypes.get(type)?.name}, and rows of whole Q8_0 blocks of a decodable type are needed.`,
    'Load the adapter beside the base.',
  );
}

/** Adds `factor * b a` to rows of the pair's weight. */
async function rowChange(source: ByteSource, pair: AdapterTensor, factor: number): Promise<ChangeRows> {
  const { columns } = pair;
  const a = await allNumbers(source, pair.a);
  const b = await allNumbers(source, pair.b);
  const rank = a.length / columns;
  const sum = new Float64Array(columns);
  return (values, firstRow) => {
    for (let at = 0, row = firstRow; at < values.length; at += columns, row += 1) {
      sum.fill(0);
      for (let index = 0; index < rank; index += 1)
        addScaled(sum, a, index * columns, (b[row * rank + index] as number) * factor);
      for (let column = 0; column < columns; column += 1)
        values[at + column] = (values[at + column] as number) + (sum[column] as number);
    }
  };
}

function addScaled(sum: Float64Array, a: Float32Array, offset: number, weight: number): void {
  for (let column = 0; column < sum.length; column += 1)
    sum[column] = (sum[column] as number) + weight * (a[offset + column] as number);
}

async function allNumbers(source: ByteSource, tensor: GgufTensor): Promise<Float32Array> {
  const all = new Float32Array(elementCount(tensor.shape));
  const [columns = 0] = tensor.shape;
  for await (const { values, firstRow } of decodedRows(source, tensor)) all.set(values, firstRow * columns);
  return all;
}
