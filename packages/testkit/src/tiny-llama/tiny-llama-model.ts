import type { Catalogue, ModelRecord } from '@kinglet/spec';
import { tinyLlama } from './tiny-llama.ts';

/** The tiny model as a site offers it. */
export interface TinyLlamaModel {
  readonly record: ModelRecord;
  /** Has the model alone. */
  readonly catalogue: Catalogue;
  /** What lies beside the catalogue, by names relative to it. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** A catalogue of the tiny model, and its files, for the real app. */
export async function tinyLlamaModel(): Promise<TinyLlamaModel> {
  const id = 'tiny-llama-onnx';
  const files = new Map(Object.entries(tinyLlama()).map(([path, bytes]) => [`${id}/${path}`, bytes]));
  const record: ModelRecord = {
    id,
    name: 'Tiny Llama',
    engine: 'transformers',
    licence: 'Apache-2.0',
    sizeBytes: [...files.values()].reduce((sum, { length }) => sum + length, 0),
    memoryBytes: 50_000_000,
    contextTokens: 2048,
    files: await Promise.all(
      [...files].map(async ([name, bytes]) => ({
        name,
        sizeBytes: bytes.length,
        sha256: await sha256(bytes),
        sources: [name],
      })),
    ),
    requires: [],
    toolUse: 'single-turn',
    summary: 'Random weights, for tests.',
  };
  return { record, catalogue: { version: 1, defaultModel: id, models: [record] }, files };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
