import type { AdapterInfo, JsonObject } from '@kinglet/spec';
import type { GgufTensor } from './gguf-header.ts';

/** The two factors for one weight of the base: the weight becomes `W + scale * b a`. */
export interface AdapterTensor {
  /** Name of the base's weight, such as `blk.0.attn_q.weight`. */
  readonly target: string;
  /** Length of the weight's rows: what goes in. */
  readonly columns: number;
  /** How many rows the weight has: what comes out. */
  readonly rows: number;
  /** `rank` rows of `columns`. */
  readonly a: GgufTensor;
  /** `rows` rows of `rank`. */
  readonly b: GgufTensor;
}

/** What an adapter's file says of itself, validated; docs/specialists.md has the keys. */
export interface AdapterHeader extends AdapterInfo {
  /** SHA-256 of the source file of its base, lower-case hex. */
  readonly baseSha256: string;
  /** SPDX id. */
  readonly licence: string;
  readonly card: JsonObject;
  /** llama.cpp's name of the base's kind, such as `llama`. */
  readonly architecture: string;
  readonly rank: number;
  /** The scale of the product is `alpha / rank`; 1 where alpha is 0, as in llama.cpp. */
  readonly alpha: number;
  readonly tensors: readonly AdapterTensor[];
  readonly sizeBytes: number;
}
