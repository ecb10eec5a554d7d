import { checkModel } from './check-model.ts';
import type { GgufHeader } from './gguf-header.ts';
import { invalidFile } from './invalid-file.ts';
import { layerValuesOf, textOf, uint32Of } from './metadata.ts';
import type { ModelFacts } from './model-facts.ts';
import { elementCount, tensorTypes } from './tensor-types.ts';

const nextStep = 'Choose another file of the model, or convert it again with a present llama.cpp.';
const noTemplate =
  'Choose the instruct or chat version of the model; its template is the key tokenizer.chat_template.';

/**
 * The facts of a language model that can hold a conversation. Throws `invalid-input` where the header is of something
 * else: an adapter, a part of a split file, a vocabulary without weights, a base model without a chat template.
 */
export function readModel(header: GgufHeader): ModelFacts {
  checkModel(header);
  const architecture = textOf(header, 'general.architecture');
  if (architecture === null || architecture.length > 80)
    throw invalidFile("The model's general.architecture is missing or no short string.", nextStep);
  if (header.tensors.length === 0) throw invalidFile('The file has no weights.', nextStep);
  if (!header.metadata.has('tokenizer.ggml.tokens'))
    throw invalidFile('The model has no vocabulary (tokenizer.ggml.tokens).', nextStep);
  if ((textOf(header, 'tokenizer.chat_template') ?? '').trim() === '')
    throw invalidFile(
      'The model has no chat template, so it continues texts and cannot hold a conversation.',
      noTemplate,
    );
  return {
    architecture,
    name: textOf(header, 'general.name'),
    licence: textOf(header, 'general.license'),
    parameters: header.tensors.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    quantization: mainType(header),
    trainedTokens: required(header, `${architecture}.context_length`),
    cacheBytesPerToken: cacheBytesPerToken(header, architecture),
  };
}

function mainType({ tensors }: GgufHeader): string {
  const bytes = new Map<number, number>();
  for (const { type, sizeBytes } of tensors) bytes.set(type, (bytes.get(type) ?? 0) + sizeBytes);
  const [[type] = [0]] = [...bytes].sort(([, one], [, other]) => other - one);
  return tensorTypes.get(type)?.name ?? '';
}

/** Keys and values of every layer. Where heads or their width are not told, a layer's are as wide as the embedding. */
function cacheBytesPerToken(header: GgufHeader, architecture: string): number {
  const layers = required(header, `${architecture}.block_count`);
  const embedding = required(header, `${architecture}.embedding_length`);
  const heads = largest(layerValuesOf(header, `${architecture}.attention.head_count`)) || 1;
  const cached = layerValuesOf(header, `${architecture}.attention.head_count_kv`) ?? heads;
  const cachedHeads =
    typeof cached === 'number' ? layers * cached : cached.reduce((sum, count) => sum + count, 0);
  const keyWidth = uint32Of(header, `${architecture}.attention.key_length`) ?? embedding / heads;
  const valueWidth = uint32Of(header, `${architecture}.attention.value_length`) ?? embedding / heads;
  return cachedHeads * (keyWidth + valueWidth) * 2;
}

function largest(values: number | readonly number[] | null): number {
  if (values === null || typeof values === 'number') return values ?? 0;
  return values.reduce((most, count) => Math.max(most, count), 0);
}

function required(header: GgufHeader, key: string): number {
  const value = uint32Of(header, key) ?? 0;
  if (value > 0) return value;
  throw invalidFile(`The model's ${key} is missing or no u32 above 0.`, nextStep);
}
