import type { ModelFile } from './model.ts';

/** How a specialist sees tools and calls; docs/specialists.md has both formats. */
export type AdapterFormat = 'bare' | 'schemas';

/** A specialist that is loaded beside its base model. */
export interface AdapterInfo {
  /** Such as `builtin-135m`. */
  readonly id: string;
  readonly format: AdapterFormat;
  /** `bare`: the signatures of the tool set that it knows by heart, as `toolSignatures` writes them; `schemas`: empty. */
  readonly tools: string;
}

/** A specialist of the catalogue or one that the user brought: a LoRA adapter for one base model. */
export interface AdapterRecord extends AdapterInfo {
  /** For people. */
  readonly name: string;
  /** Lower-case hex SHA-256 of the source file of the base that it was trained on. */
  readonly baseSha256: string;
  readonly rank: number;
  /** SPDX id. */
  readonly licence: string;
  readonly file: ModelFile;
  /** One line for people. */
  readonly summary: string;
}
