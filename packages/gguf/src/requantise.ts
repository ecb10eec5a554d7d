import type { ByteSource } from './byte-source.ts';
import { checkModel } from './check-model.ts';
import { decoders } from './decode-blocks.ts';
import type { GgufHeader, GgufTensor, GgufValue } from './gguf-header.ts';
import { invalidFile } from './invalid-file.ts';
import { checkSha256, textValue, uint32Value } from './metadata.ts';
import type { ModelOutput } from './model-output.ts';
import { readHeader } from './read-header.ts';
import { q8_0, tensorTypes } from './tensor-types.ts';
import { type TensorPlan, type WriteOptions, writeModel } from './write-model.ts';

export interface RequantiseOptions extends WriteOptions {
  readonly to: 'Q8_0';
  /** SHA-256 of the source, lower-case hex; the copy records it as `kinglet.parent_sha256`. */
  readonly parentSha256: string;
}

/** LLAMA_FTYPE_MOSTLY_Q8_0, and the version of ggml's quantised formats. */
const mostlyQ8 = 7;
const quantizationVersion = 2;

/** Weights that llama.cpp keeps as they are: `tensor_allows_quantization` of llama-quant.cpp. */
const keptNames =
  /(_norm\.weight|ffn_gate_inp\.weight|ssm_conv1d\.weight|shortconv\.conv\.weight|attn_rel_b\.weight|^position_embd\.weight|^token_types\.weight|time_mix_.*\.weight)$/;

/**
 * A copy of a model with its weights in Q8_0, bit for bit what ggml makes of the same numbers. Tensors of one dimension and those
 * that llama.cpp never quantises are copied; so are rows that are no whole blocks. Metadata are copied but for `general.file_type`.
 * Rejects with `invalid-input` where the file cannot be read or has a type without a decoder.
 */
export async function requantise(
  source: ByteSource,
  { parentSha256, signal, onProgress }: RequantiseOptions,
): Promise<ModelOutput> {
  checkSha256('parentSha256', parentSha256);
  const header = await readHeader(source, signal === undefined ? {} : { signal });
  checkModel(header);
  const metadata = q8Metadata(header, { 'kinglet.parent_sha256': parentSha256 });
  const { alignment } = header;
  return writeModel(source, header.tensors.map(planQ8), metadata, { alignment, signal, onProgress });
}

/** How one tensor gets into a Q8_0 file. */
export function planQ8(tensor: GgufTensor): TensorPlan {
  const { name, shape, type } = tensor;
  const isWeight = shape.length >= 2 && name.endsWith('weight') && !keptNames.test(name);
  if (!isWeight || type === q8_0 || (shape[0] ?? 0) % 32 !== 0) return { tensor, becomes: 'copy' };
  if (decoders.has(type)) return { tensor, becomes: 'Q8_0' };
  const known = [...decoders.keys()].map((id) => tensorTypes.get(id)?.name).join(', ');
  throw invalidFile(
    `The tensor ${name} is ${tensorTypes.get(type)?.name}; what can be re-quantised is ${known}.`,
    'Use the file as it is, or make one of these types by llama.cpp.',
  );
}

/** The metadata of a Q8_0 file made from this one; `texts` are added. */
export function q8Metadata(
  { metadata }: GgufHeader,
  texts: Readonly<Record<string, string>>,
): ReadonlyMap<string, GgufValue> {
  const changed = new Map(metadata);
  changed.set('general.file_type', uint32Value(mostlyQ8));
  changed.set('general.quantization_version', uint32Value(quantizationVersion));
  for (const [key, text] of Object.entries(texts)) changed.set(key, textValue(text));
  return changed;
}
