/** What a model's file says of the model, as far as it could be checked without loading it. */
export interface ModelFacts {
  /** llama.cpp's name of its kind, such as `llama`. */
  readonly architecture: string;
  /** `general.name`; null where there is none. Untrusted text. */
  readonly name: string | null;
  /** `general.license`, which should be an SPDX id; null where there is none. Untrusted text. */
  readonly licence: string | null;
  /** How many numbers its tensors have. */
  readonly parameters: number;
  /** ggml's name of the type that most of its bytes are of, such as `Q4_K`. */
  readonly quantization: string;
  /** The context that it was trained for, in tokens. */
  readonly trainedTokens: number;
  /** What one token of context takes in the KV cache at 16 bits a number; an upper bound where layers share or skip it. */
  readonly cacheBytesPerToken: number;
}
