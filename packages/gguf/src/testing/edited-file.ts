import { encodeHeader } from '../encode-header.ts';
import type { GgufHeader, GgufTensor, GgufValue } from '../gguf-header.ts';
import { readHeader } from '../read-header.ts';
import { memorySource } from './fixture-bytes.ts';

export interface Edit {
  /** Null takes the key out. */
  readonly metadata?: Readonly<Record<string, GgufValue | null>>;
  /** Null takes the tensor out; its data are zeros where its size changes. */
  tensor?(tensor: GgufTensor): Pick<GgufTensor, 'name' | 'shape' | 'type'> | null;
}

/** A valid file with other metadata or tensors, still valid as GGUF. */
export async function edited(file: Uint8Array, { metadata = {}, tensor: change }: Edit): Promise<Uint8Array> {
  const header = await readHeader(memorySource(file));
  const values = new Map(header.metadata);
  for (const [key, value] of Object.entries(metadata)) {
    if (value === null) values.delete(key);
    else values.set(key, value);
  }
  const kept = header.tensors.flatMap((tensor) => {
    const changed = change === undefined ? tensor : change(tensor);
    return changed === null ? [] : [{ source: tensor, changed }];
  });
  const tensors = kept.map(({ changed: { name, shape, type } }) => ({ name, shape, type }));
  const made = encodeHeader({ metadata: values, tensors, alignment: header.alignment });
  return withData(
    file,
    kept.map(({ source }) => source),
    made,
  );
}

function withData(
  file: Uint8Array,
  sources: readonly GgufTensor[],
  { bytes, header }: { bytes: Uint8Array; header: GgufHeader },
): Uint8Array {
  const all = new Uint8Array(header.sizeBytes);
  all.set(bytes);
  header.tensors.forEach(({ offset, sizeBytes }, index) => {
    const source = sources[index];
    if (source?.sizeBytes === sizeBytes)
      all.set(file.subarray(source.offset, source.offset + sizeBytes), offset);
  });
  return all;
}
