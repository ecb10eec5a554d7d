import type { AdapterRecord, ModelFile } from '@kinglet/spec';
import { bad, count, hash, list, object, parseFile, text } from './catalogue-values.ts';

const formats = ['bare', 'schemas'] as const;

/** One specialist's record out of its JSON. @throws KingletError `model-source` that names the first thing wrong. */
export function parseAdapter(json: unknown, catalogueUrl: string): AdapterRecord {
  const adapter = object(json, 'A specialist');
  const id = text(adapter['id'], "A specialist's id");
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(id))
    throw bad(
      `The specialist's id ${JSON.stringify(id)} is not made of at most 64 lower-case letters, digits and “._-”.`,
    );
  const of = (field: string) => `The ${field} of the specialist ${id}`;
  const format = formats.find((known) => known === adapter['format']);
  if (!format)
    throw bad(`${of('format')} is ${JSON.stringify(adapter['format'])}; known are ${formats.join(', ')}.`);
  return {
    id,
    format,
    tools: toolsOf(adapter['tools'], format, of('tools')),
    name: text(adapter['name'], of('name')),
    baseSha256: hash(adapter['baseSha256'], of('baseSha256')),
    rank: count(adapter['rank'], of('rank')),
    licence: text(adapter['licence'], of('licence')),
    file: parseFile(adapter['file'], catalogueUrl),
    summary: text(adapter['summary'], of('summary')),
  };
}

/** The specialists of a model: each for the model's own file, no id twice. */
export function parseAdapters(
  json: unknown,
  { modelId, files, catalogueUrl }: { modelId: string; files: readonly ModelFile[]; catalogueUrl: string },
): readonly AdapterRecord[] {
  const adapters = list(json, `The specialists of the model ${modelId}`).map((adapter) =>
    parseAdapter(adapter, catalogueUrl),
  );
  const ids = new Set<string>();
  for (const { id, baseSha256 } of adapters) {
    if (ids.has(id)) throw bad(`The model ${modelId} has two specialists with the id ${id}.`);
    ids.add(id);
    if (baseSha256 !== files[0]?.sha256) {
      const own = files[0] ? `has the hash ${files[0].sha256}` : 'is not in its list';
      throw bad(
        `The specialist ${id} was trained for a base with the hash ${baseSha256}; the file of the model ${modelId} ${own}.`,
      );
    }
  }
  return adapters;
}

/** A specialist with a prompt without schemas knows its tools by heart; one with schemas knows none. */
function toolsOf(value: unknown, format: (typeof formats)[number], what: string): string {
  if (format === 'bare') return text(value, what);
  if (value !== '') throw bad(`${what} are not empty, as they are where the prompt has schemas.`);
  return '';
}
