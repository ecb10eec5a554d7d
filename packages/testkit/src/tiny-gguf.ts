/** GGUF files of a few kilobytes, for tests of all that reads them. */

interface Tensor {
  readonly name: string;
  readonly shape: readonly [columns: number, rows: number];
  /** ggml's number: 1 is F16, 3 is Q4_1, 8 is Q8_0. */
  readonly type: 1 | 3 | 8;
}

const blockBytes = { 1: 2, 3: 20, 8: 34 } as const;
const blockValues = { 1: 1, 3: 32, 8: 32 } as const;
const alignment = 32;

/** A base model of one weight; all of its numbers are 0. */
export function tinyBase({ type = 3, columns = 64 }: { type?: 3 | 8; columns?: number } = {}) {
  return tinyGguf({ 'general.architecture': 'llama' }, [
    { name: 'blk.0.attn_q.weight', shape: [columns, 64], type },
  ]);
}

/** A metadata value: a text, a u32, a u16, or a list of texts. */
export type TinyValue = string | number | { readonly u16: number } | readonly string[];

/** A model that an import takes: of one weight, with a vocabulary and a chat template. Null takes a key out. */
export function tinyModel({
  metadata = {},
  type = 8,
}: {
  metadata?: Readonly<Record<string, TinyValue | null>>;
  type?: 3 | 8;
} = {}) {
  const all: Readonly<Record<string, TinyValue | null>> = {
    'general.architecture': 'llama',
    'general.type': 'model',
    'general.name': 'Tiny Talk',
    'general.license': 'mit',
    'llama.context_length': 512,
    'llama.embedding_length': 64,
    'llama.block_count': 1,
    'llama.attention.head_count': 4,
    'tokenizer.ggml.tokens': ['<s>', '</s>', 'a'],
    'tokenizer.chat_template': '{{ messages[0].content }}',
    ...metadata,
  };
  const kept = Object.entries(all).filter((entry): entry is [string, TinyValue] => entry[1] !== null);
  return tinyGguf(Object.fromEntries(kept), [{ name: 'blk.0.attn_q.weight', shape: [64, 64], type }]);
}

/** What a test may say of an adapter. */
export interface TinyAdapter {
  readonly baseSha256: string;
  readonly id?: string;
  readonly format?: string;
  readonly tools?: string;
  readonly card?: object;
  readonly columns?: number;
  readonly rows?: number;
  readonly rank?: number;
}

/** An adapter of rank 4 for that weight. */
export function tinyAdapter({
  baseSha256,
  id = 'tools-tiny',
  format = 'schemas',
  tools = '',
  card = {},
  columns = 64,
  rows = 64,
  rank = 4,
}: TinyAdapter) {
  return tinyGguf(
    {
      'general.architecture': 'llama',
      'general.type': 'adapter',
      'adapter.type': 'lora',
      'kinglet.version': 1,
      'kinglet.id': id,
      'kinglet.format': format,
      'kinglet.base_sha256': baseSha256,
      'kinglet.tools': tools,
      'kinglet.licence': 'Apache-2.0',
      'kinglet.card': JSON.stringify(card),
    },
    [
      { name: 'blk.0.attn_q.weight.lora_a', shape: [columns, rank], type: 1 },
      { name: 'blk.0.attn_q.weight.lora_b', shape: [rank, rows], type: 1 },
    ],
  );
}

/** Bytes of a file with the name and hash that a catalogue gives of it. */
export async function tinyFile(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return {
    name,
    sizeBytes: bytes.length,
    sha256,
    sources: [`https://hub.example/${name}`],
  };
}

function tinyGguf(
  metadata: Readonly<Record<string, TinyValue>>,
  tensors: readonly Tensor[],
): Uint8Array<ArrayBuffer> {
  const head: number[] = [...new TextEncoder().encode('GGUF')];
  const write = (value: number, bytes: number) => {
    for (let index = 0; index < bytes; index += 1) head.push(Math.floor(value / 256 ** index) % 256);
  };
  const writeText = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    write(bytes.length, 8);
    head.push(...bytes);
  };
  const writeValue = (value: TinyValue) => {
    if (typeof value === 'string') {
      write(8, 4);
      writeText(value);
    } else if (typeof value === 'number') {
      write(4, 4);
      write(value, 4);
    } else if ('u16' in value) {
      write(2, 4);
      write(value.u16, 2);
    } else {
      write(9, 4);
      write(8, 4);
      write(value.length, 8);
      for (const text of value) writeText(text);
    }
  };
  write(3, 4);
  write(tensors.length, 8);
  write(Object.keys(metadata).length, 8);
  for (const [key, value] of Object.entries(metadata)) {
    writeText(key);
    writeValue(value);
  }
  let offset = 0;
  for (const { name, shape, type } of tensors) {
    writeText(name);
    write(shape.length, 4);
    for (const length of shape) write(length, 8);
    write(type, 4);
    write(offset, 8);
    offset += aligned(((shape[0] * shape[1]) / blockValues[type]) * blockBytes[type]);
  }
  const file = new Uint8Array(aligned(head.length) + offset);
  file.set(head);
  return file;
}

function aligned(size: number): number {
  return Math.ceil(size / alignment) * alignment;
}
