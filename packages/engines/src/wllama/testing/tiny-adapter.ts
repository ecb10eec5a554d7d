import { seededRandom } from '../../grammar/testing/seeded-random.ts';

export interface TinyAdapterOptions {
  readonly seed: number;
  /** How far it pulls the model away: 0 changes nothing. */
  readonly alpha?: number;
  /** Rows of `lora_a`: 576 fits SmolLM2-135M. */
  readonly width?: number;
}

const rank = 2;
const blocks = 30;
const outputs = 576;

/** A LoRA of random numbers for SmolLM2-135M as a GGUF file: rank 2 on `attn_output` of its 30 blocks, as F32. */
export function tinyAdapter({ seed, alpha = 24, width = 576 }: TinyAdapterOptions): Blob {
  const random = seededRandom(seed);
  const tensors = Array.from({ length: blocks }, (_, block) => [
    { name: `blk.${block}.attn_output.weight.lora_a`, shape: [width, rank] },
    { name: `blk.${block}.attn_output.weight.lora_b`, shape: [rank, outputs] },
  ]).flat();
  const sizes = tensors.map(({ shape }) => shape.reduce((product, each) => product * each, 4));
  const metadata = [
    [...text('general.architecture'), uint32(8), ...text('llama')],
    [...text('general.type'), uint32(8), ...text('adapter')],
    [...text('adapter.type'), uint32(8), ...text('lora')],
    [...text('adapter.lora.alpha'), uint32(6), bytesOf(new Float32Array([alpha]))],
  ];
  const infos = tensors.map(({ name, shape }, index) => [
    ...text(name),
    uint32(shape.length),
    ...shape.map(uint64),
    uint32(0),
    uint64(sizes.slice(0, index).reduce((sum, size) => sum + size, 0)),
  ]);
  const header = new Blob([
    'GGUF',
    uint32(3),
    uint64(tensors.length),
    uint64(metadata.length),
    ...metadata.flat(),
    ...infos.flat(),
  ]);
  const padding = new Uint8Array((32 - (header.size % 32)) % 32);
  const values = sizes.map((size) => bytesOf(Float32Array.from({ length: size / 4 }, () => random() - 0.5)));
  return new Blob([header, padding, ...values]);
}

function text(value: string): BlobPart[] {
  const bytes = new TextEncoder().encode(value);
  return [uint64(bytes.length), bytes];
}

function uint32(value: number): Uint8Array<ArrayBuffer> {
  return bytesOf(new Uint32Array([value]));
}

function uint64(value: number): Uint8Array<ArrayBuffer> {
  return bytesOf(new BigUint64Array([BigInt(value)]));
}

function bytesOf({ buffer }: { buffer: ArrayBuffer }): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer);
}
