/**
 * The interface, for callers that are written at the same time:
 *
 * readHeader(source: ByteSource, { signal? }): Promise<GgufHeader>
 * readAdapter(source: ByteSource, { signal? }): Promise<AdapterHeader>      // AdapterHeader extends AdapterInfo: baseSha256, licence, card, rank, alpha, architecture, tensors
 * checkAdapter(adapter: AdapterHeader, base: GgufHeader, baseSha256: string): void   // throws KingletError `invalid-input`
 * requantise(source: ByteSource, { to: 'Q8_0', parentSha256: string, signal?, onProgress?: (writtenBytes: number) => void }): Promise<ModelOutput>
 * mergeAdapter(base: ByteSource, adapter: ByteSource, { baseSha256: string, scale?, signal?, onProgress?: (writtenBytes: number) => void }): Promise<ModelOutput>
 * parentSha256(header: GgufHeader): string | null
 */
export type { ByteSource } from './byte-source.ts';
export type { GgufHeader, GgufTensor, GgufValue } from './gguf-header.ts';
export type { ModelOutput } from './model-output.ts';
