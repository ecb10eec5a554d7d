import { type AdapterFormat, isJsonObject, type JsonObject } from '@kinglet/spec';
import type { AdapterHeader } from './adapter-header.ts';
import { adapterTensors } from './adapter-tensors.ts';
import type { ByteSource } from './byte-source.ts';
import type { GgufHeader, GgufTensor } from './gguf-header.ts';
import { invalidFile } from './invalid-file.ts';
import { float32Of, isSha256, textOf, uint32Of } from './metadata.ts';
import { readHeader } from './read-header.ts';
import { decodedRows, notFinite } from './write-model.ts';

const knownVersion = 1;
const formats: readonly string[] = ['bare', 'schemas'] satisfies readonly AdapterFormat[];
/** Ids become names of files and of options. */
const idPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** Characters of any text in the file: a card has a few thousand. */
const textLimit = 2 ** 18;
const nextStep = 'Choose an adapter made by `export` of apps/trainer.';

/**
 * Reads a specialist's file and all of its numbers, trusting none of it. Rejects with `invalid-input` and the reason: no GGUF, cut off,
 * no LoRA adapter, a key of docs/specialists.md that is missing, of another type or unknown, tensors that are no pairs of one rank,
 * numbers that are not finite.
 */
export async function readAdapter(
  source: ByteSource,
  { signal }: { signal?: AbortSignal } = {},
): Promise<AdapterHeader> {
  const header = await readHeader(source, signal === undefined ? {} : { signal });
  checkKind(header);
  const info = readInfo(header);
  const { rank, tensors } = adapterTensors(header.tensors);
  for (const { a, b } of tensors) {
    await checkNumbers(source, a, signal);
    await checkNumbers(source, b, signal);
  }
  return { ...info, alpha: readAlpha(header), rank, tensors, sizeBytes: header.sizeBytes };
}

function checkKind(header: GgufHeader): void {
  const type = textOf(header, 'general.type');
  if (type !== 'adapter')
    throw invalidFile(
      `The file is no adapter: its general.type is ${type ?? 'missing'}, not adapter.`,
      nextStep,
    );
  const kind = textOf(header, 'adapter.type');
  if (kind !== 'lora')
    throw invalidFile(
      `The adapter is of the type ${kind ?? 'that is missing'}; only lora can be used.`,
      nextStep,
    );
  const version = uint32Of(header, 'kinglet.version');
  if (version === null)
    throw invalidFile(
      'The adapter was not made for Kinglet: kinglet.version is missing or no u32.',
      nextStep,
    );
  if (version !== knownVersion)
    throw invalidFile(
      `The adapter's kinglet.version is ${version}; this page reads version ${knownVersion}.`,
      'Reload the page for its newest version, or make the adapter again.',
      { version },
    );
}

function readInfo(header: GgufHeader): Omit<AdapterHeader, 'rank' | 'alpha' | 'tensors' | 'sizeBytes'> {
  const id = requiredText(header, 'kinglet.id');
  if (!idPattern.test(id))
    throw badKey('kinglet.id', id, 'lower-case letters, digits, ".", "_" and "-", at most 64');
  const format = requiredText(header, 'kinglet.format');
  if (!isFormat(format)) throw badKey('kinglet.format', format, formats.join(' or '));
  const baseSha256 = requiredText(header, 'kinglet.base_sha256');
  if (!isSha256(baseSha256)) throw badKey('kinglet.base_sha256', baseSha256, '64 lower-case hex digits');
  const tools = requiredText(header, 'kinglet.tools');
  if ((tools === '') === (format === 'bare'))
    throw badKey('kinglet.tools', tools, format === 'bare' ? 'signatures, one a line' : 'empty');
  const licence = requiredText(header, 'kinglet.licence');
  if (licence.trim() === '') throw badKey('kinglet.licence', licence, 'an SPDX id');
  const card = readCard(requiredText(header, 'kinglet.card'));
  const architecture = requiredText(header, 'general.architecture');
  return { id, format, tools, baseSha256, licence, card, architecture };
}

function isFormat(text: string): text is AdapterFormat {
  return formats.includes(text);
}

function requiredText(header: GgufHeader, key: string): string {
  const text = textOf(header, key);
  if (text === null) throw invalidFile(`The adapter's ${key} is missing or no string of UTF-8.`, nextStep);
  if (text.length > textLimit)
    throw invalidFile(
      `The adapter's ${key} has ${text.length} characters, more than ${textLimit}.`,
      nextStep,
    );
  return text;
}

function readCard(text: string): JsonObject {
  let card: unknown;
  try {
    card = JSON.parse(text);
  } catch {
    card = null;
  }
  if (!isJsonObject(card)) throw badKey('kinglet.card', text, 'a JSON object');
  return card;
}

/** llama.cpp reads a missing alpha as 0. */
function readAlpha(header: GgufHeader): number {
  const key = 'adapter.lora.alpha';
  const alpha = header.metadata.has(key) ? float32Of(header, key) : 0;
  if (alpha === null || !Number.isFinite(alpha) || alpha < 0)
    throw badKey(key, String(alpha), 'a finite f32, 0 or more');
  return alpha;
}

async function checkNumbers(
  source: ByteSource,
  tensor: GgufTensor,
  signal: AbortSignal | undefined,
): Promise<void> {
  for await (const { values } of decodedRows(source, tensor)) {
    signal?.throwIfAborted();
    let zero = 0;
    for (let index = 0; index < values.length; index += 1) zero += (values[index] as number) * 0;
    if (zero !== 0) throw notFinite(tensor);
  }
}

function badKey(key: string, found: string, allowed: string): Error {
  return invalidFile(
    `The adapter's ${key} is ${JSON.stringify(found.slice(0, 80))}; allowed: ${allowed}.`,
    nextStep,
  );
}
