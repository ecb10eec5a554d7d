import { DynamicCache, Tensor } from '@huggingface/transformers';

/**
 * A cache with the first tokens of this one, which is disposed of. An empty one where nothing is to stay, or where it holds
 * states that are of all tokens together and cannot be cut (hybrid models).
 */
export async function cropCache(cache: DynamicCache, length: number): Promise<DynamicCache> {
  const held = cache.get_seq_length();
  if (length === held) return cache;
  const tensors = Object.entries(cache);
  const canCut = tensors.every(([, { dims }]) => dims.length === 4 && dims[2] === held);
  const kept: Record<string, Tensor> = {};
  if (length > 0 && canCut)
    for (const [name, tensor] of tensors) kept[name] = await cropTensor(tensor, length);
  await cache.dispose();
  return new DynamicCache(kept);
}

/** Of a tensor [1, heads, tokens, size]; on the CPU, whence the next pass takes it up again. */
async function cropTensor(tensor: Tensor, length: number): Promise<Tensor> {
  const [batch = 1, heads = 0, held = 0, size = 0] = tensor.dims;
  const all = await tensor.ort_tensor.getData();
  if (!ArrayBuffer.isView(all) || all instanceof DataView) throw new Error('the cache is of an unknown type');
  const cut = all.slice(0, batch * heads * length * size);
  const from = bytesOf(all);
  const to = bytesOf(cut);
  const rowBytes = size * all.BYTES_PER_ELEMENT;
  for (let head = 0; head < batch * heads; head += 1) {
    const start = head * held * rowBytes;
    to.set(from.subarray(start, start + length * rowBytes), head * length * rowBytes);
  }
  return new Tensor(tensor.type, cut, [batch, heads, length, size]);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
