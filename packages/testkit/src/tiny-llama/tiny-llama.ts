import { OnnxGraph } from './onnx-graph.ts';
import { tinyTokenizer } from './tiny-tokenizer.ts';

const size = 16;
const layers = 2;
const longest = 2048;

/** How many numbers each part has. */
interface Shape {
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly inner: number;
}

function shapeOf(width: number): Shape {
  return { hidden: 64 * width, heads: 4 * width, kvHeads: 2 * width, inner: 128 * width };
}

/**
 * A Llama of some 150,000 parameters in float32 with random weights, the same each time: the files of a model's folder. Its graph has
 * the operators of an export for transformers.js. What it writes has no sense, but is ASCII and comes to an end.
 * `split`: the weights are in a file of their own, as those of larger models are. `width`: how many times as wide it is, for
 * a file as large as a real one; at 16 it has 80 MB, and what it writes is nobody's promise.
 */
export function tinyLlama({
  split = false,
  width = 1,
}: {
  split?: boolean;
  width?: number;
} = {}): Readonly<Record<string, Uint8Array<ArrayBuffer>>> {
  const tokenizer = tinyTokenizer();
  const shape = shapeOf(width);
  const { hidden, heads, kvHeads, inner } = shape;
  const onnx = graph(tokenizer.texts, shape, new OnnxGraph({ dataFile: split ? 'model.onnx_data' : null }));
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  return {
    'config.json': json({
      ...{ architectures: ['LlamaForCausalLM'], model_type: 'llama', hidden_act: 'silu' },
      ...{ hidden_size: hidden, intermediate_size: inner, num_hidden_layers: layers, head_dim: size },
      ...{ num_attention_heads: heads, num_key_value_heads: kvHeads, max_position_embeddings: longest },
      ...{ vocab_size: tokenizer.texts.length, eos_token_id: tokenizer.endId, rms_norm_eps: 1e-6 },
    }),
    'tokenizer.json': json(tokenizer.json),
    'tokenizer_config.json': json(tokenizer.config),
    'onnx/model.onnx': onnx.write(),
    ...(split ? { 'onnx/model.onnx_data': onnx.data() } : {}),
  };
}

function graph(texts: readonly string[], shape: Shape, onnx: OnnxGraph): OnnxGraph {
  const { hidden, heads, kvHeads, inner } = shape;
  const random = seededRandom(7);
  const matrix = (name: string, rows: number, columns: number, scale: number) =>
    onnx.weight(
      name,
      Float32Array.from({ length: rows * columns }, () => (random() * 2 - 1) * scale),
      [rows, columns],
    );
  const ids = onnx.input('input_ids', 'int64', ['batch_size', 'tokens']);
  const mask = onnx.input('attention_mask', 'int64', ['batch_size', 'all']);
  const ones = onnx.weight('ones', new Float32Array(hidden).fill(1), [hidden]);
  const positions = positionInputs(onnx, mask);
  let stream = onnx.node('Gather', [matrix('embeddings', texts.length, hidden, 1), ids], 'embedded');
  const norm = (input: string, name: string) =>
    onnx.node('SimplifiedLayerNormalization', [input, ones], name, {
      ints: { axis: 2 },
      floats: { epsilon: 1e-6 },
    });
  for (let layer = 0; layer < layers; layer += 1) {
    const at = (name: string) => `layer${layer}.${name}`;
    const times = (input: string, name: string, rows: number, columns: number) =>
      onnx.node('MatMul', [input, matrix(at(`${name}.weight`), rows, columns, 0.2)], at(name));
    const before = norm(stream, at('norm'));
    const attended = attention(onnx, layer, shape, positions, [
      times(before, 'query', hidden, heads * size),
      times(before, 'key', hidden, kvHeads * size),
      times(before, 'value', hidden, kvHeads * size),
    ]);
    stream = onnx.node('Add', [stream, times(attended, 'out', heads * size, hidden)], at('attended'));
    const between = norm(stream, at('norm2'));
    const gate = times(between, 'gate', hidden, inner);
    const open = onnx.node('Mul', [gate, onnx.node('Sigmoid', [gate], at('sigmoid'))], at('silu'));
    const gated = onnx.node('Mul', [open, times(between, 'up', hidden, inner)], at('gated'));
    stream = onnx.node('Add', [stream, times(gated, 'down', inner, hidden)], at('fed'));
  }
  const scores = onnx.node(
    'MatMul',
    [norm(stream, 'norm'), matrix('head', hidden, texts.length, 0.3)],
    'scores',
  );
  const likes = onnx.weight('likes', Float32Array.from(texts, likeOf), [texts.length]);
  onnx.node('Add', [scores, likes], 'logits');
  onnx.output('logits', 'float', ['batch_size', 'tokens', texts.length]);
  return onnx;
}

interface Positions {
  readonly lastPosition: string;
  readonly total: string;
  readonly cosines: string;
  readonly sines: string;
}

/** What each layer's attention is told of where the tokens stand. */
function positionInputs(onnx: OnnxGraph, mask: string): Positions {
  const one = onnx.weight('one', BigInt64Array.of(1n), [1]);
  const first = onnx.weight('first', BigInt64Array.of(1n), []);
  const sum = onnx.node('ReduceSum', [mask, one], 'tokenCounts', { ints: { keepdims: 0 } });
  const last = onnx.node('Sub', [sum, one], 'lastPositions');
  const shape = onnx.node('Shape', [mask], 'maskShape');
  const total = onnx.node('Gather', [shape, first], 'totalTokens', { ints: { axis: 0 } });
  const toInt32 = (input: string, name: string) => onnx.node('Cast', [input], name, { ints: { to: 6 } });
  const angles = (wave: (angle: number) => number) =>
    Float32Array.from({ length: (longest * size) / 2 }, (_, index) => {
      const half = size / 2;
      return wave(Math.floor(index / half) / 10_000 ** ((index % half) / half));
    });
  return {
    lastPosition: toInt32(last, 'lastPositions32'),
    total: toInt32(total, 'totalTokens32'),
    cosines: onnx.weight('cosines', angles(Math.cos), [longest, size / 2]),
    sines: onnx.weight('sines', angles(Math.sin), [longest, size / 2]),
  };
}

/** Takes query, key and value; reads and writes the layer's part of the cache. */
function attention(
  onnx: OnnxGraph,
  layer: number,
  { heads, kvHeads }: Shape,
  { lastPosition, total, cosines, sines }: Positions,
  inputs: readonly string[],
): string {
  const cache = ['key', 'value'] as const;
  const past = cache.map((kind) =>
    onnx.input(`past_key_values.${layer}.${kind}`, 'float', ['batch_size', kvHeads, 'past', size]),
  );
  const present = cache.map((kind) =>
    onnx.output(`present.${layer}.${kind}`, 'float', ['batch_size', kvHeads, 'all', size]),
  );
  const name = `layer${layer}.attention`;
  return onnx.node('GroupQueryAttention', [...inputs, ...past, lastPosition, total, cosines, sines], name, {
    outputs: [name, ...present],
    ints: { num_heads: heads, kv_num_heads: kvHeads, do_rotary: 1 },
    domain: 'com.microsoft',
  });
}

/** What is added to a token's logit: replies are ASCII, numbers short, texts end. */
function likeOf(token: string): number {
  if (token === '<|im_start|>' || /[^!-~ĠĊ]/.test(token)) return -30;
  if (token === '<|im_end|>') return 0.5;
  if (token.startsWith('}')) return 3;
  if (token.startsWith('"')) return 1;
  if (/^\d/.test(token)) return -3;
  return 0;
}

/** Numbers from 0 to 1 (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
