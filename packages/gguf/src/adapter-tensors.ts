import type { AdapterTensor } from './adapter-header.ts';
import type { GgufTensor } from './gguf-header.ts';
import { invalidFile } from './invalid-file.ts';
import { f16, f32, q8_0, tensorTypes } from './tensor-types.ts';

const allowedTypes = [f32, f16, q8_0];
const namePattern = /^(blk\.\d{1,4}\.[a-z0-9_]+\.weight)\.lora_([ab])$/;
const nextStep = 'Train and export the adapter again by apps/trainer.';

/** The tensors of an adapter's file as pairs, all of one rank. Throws `invalid-input` with the first that does not fit. */
export function adapterTensors(tensors: readonly GgufTensor[]): {
  readonly rank: number;
  readonly tensors: readonly AdapterTensor[];
} {
  const found = new Map<string, { a?: GgufTensor; b?: GgufTensor }>();
  for (const tensor of tensors) {
    const [, target, side] = namePattern.exec(tensor.name) ?? [];
    if (target === undefined) throw bad(tensor, 'is no blk.N.NAME.weight.lora_a or .lora_b');
    checkTensor(tensor);
    const pair = found.get(target) ?? {};
    pair[side === 'a' ? 'a' : 'b'] = tensor;
    found.set(target, pair);
  }
  const pairs = [...found].map(([target, pair]) => paired(target, pair));
  const [first] = pairs;
  if (first === undefined) throw invalidFile('The adapter has no tensors.', nextStep);
  const rank = first.a.shape[1] ?? 0;
  const other = pairs.find(({ a }) => a.shape[1] !== rank);
  if (other !== undefined)
    throw bad(
      other.a,
      `has rank ${other.a.shape[1]}, ${first.a.name} has ${rank}: one rank for all is needed`,
    );
  return { rank, tensors: pairs };
}

function checkTensor(tensor: GgufTensor): void {
  if (tensor.shape.length !== 2) throw bad(tensor, `has ${tensor.shape.length} dimensions, not 2`);
  if (allowedTypes.includes(tensor.type)) return;
  const names = allowedTypes.map((type) => tensorTypes.get(type)?.name).join(', ');
  throw bad(tensor, `is ${tensorTypes.get(tensor.type)?.name}; allowed: ${names}`);
}

function paired(target: string, { a, b }: { a?: GgufTensor; b?: GgufTensor }): AdapterTensor {
  if (a === undefined || b === undefined)
    throw invalidFile(`The adapter has no ${target}.lora_${a === undefined ? 'a' : 'b'}.`, nextStep);
  const [columns = 0, rank] = a.shape;
  const [inner, rows = 0] = b.shape;
  if (rank !== inner)
    throw bad(b, `is ${b.shape.join(' x ')} and does not fit ${a.name}, ${a.shape.join(' x ')}`);
  return { target, columns, rows, a, b };
}

function bad({ name }: GgufTensor, reason: string): Error {
  return invalidFile(`The adapter's tensor ${name} ${reason}.`, nextStep);
}
