import type { Catalogue, ModelRecord } from '@kinglet/spec';
import { bad, count, list, object, parseFiles, text } from './catalogue-values.ts';
import { parseAdapters } from './parse-adapter.ts';

const engines = ['wllama', 'web-llm', 'transformers', 'built-in'] as const;
const toolUses = ['single-turn', 'multi-turn'] as const;
const templates = ['file', 'engine'] as const;
const requirements = ['webgpu', 'shader-f16'] as const;

/**
 * The catalogue out of its JSON, with every source resolved against the catalogue's address.
 *
 * @throws KingletError `model-source` that names the first thing wrong.
 */
export function parseCatalogue(json: unknown, catalogueUrl: string): Catalogue {
  const catalogue = object(json, 'The catalogue');
  if (catalogue['version'] !== 1) throw bad(`The catalogue has version ${catalogue['version']}; 1 is known.`);
  const models = list(catalogue['models'], "The catalogue's models").map((model) =>
    parseModel(model, catalogueUrl),
  );
  const defaultModel = text(catalogue['defaultModel'], "The catalogue's defaultModel");
  if (!models.some(({ id }) => id === defaultModel)) {
    throw bad(`The catalogue's default model ${defaultModel} is not in its list.`);
  }
  return { version: 1, defaultModel, models };
}

/** One model out of its JSON. @throws KingletError `model-source` that names the first thing wrong. */
export function parseModel(json: unknown, catalogueUrl: string): ModelRecord {
  const model = object(json, 'A model');
  const id = text(model['id'], "A model's id");
  const of = (field: string) => `The ${field} of the model ${id}`;
  const engine = engines.find((known) => known === model['engine']);
  if (!engine) throw bad(`Model ${id} wants the engine ${model['engine']}; known are ${engines.join(', ')}.`);
  const { engineModelId, preparedBytes, adapters } = model;
  const { files, unpinned } = parseFiles(list(model['files'], of('files')), catalogueUrl);
  return {
    id,
    name: text(model['name'], of('name')),
    engine,
    licence: textOrNull(model['licence'], of('licence')),
    ...known('parameters', model['parameters'], (value) => countOrNull(value, of('parameters'))),
    ...known('quantization', model['quantization'], (value) => textOrNull(value, of('quantization'))),
    ...known('template', model['template'], (value) => oneOf(templates, value, of('template'))),
    sizeBytes: countOrNull(model['sizeBytes'], of('sizeBytes')),
    memoryBytes: countOrNull(model['memoryBytes'], of('memoryBytes')),
    contextTokens: count(model['contextTokens'], of('contextTokens')),
    files,
    ...(unpinned === undefined ? {} : { unpinned }),
    ...(engineModelId === undefined ? {} : { engineModelId: text(engineModelId, of('engineModelId')) }),
    ...known('toolUse', model['toolUse'], (value) => oneOf(toolUses, value, of('toolUse'))),
    requires: requirements.filter((known) => list(model['requires'], of('requires')).includes(known)),
    ...(preparedBytes === undefined ? {} : { preparedBytes: count(preparedBytes, of('preparedBytes')) }),
    ...(adapters === undefined
      ? {}
      : { adapters: parseAdapters(adapters, { modelId: id, files, catalogueUrl }) }),
    summary: text(model['summary'], of('summary')),
  };
}

/** Nothing where the catalogue leaves the value out. */
function known<Name extends string, Value>(
  name: Name,
  value: unknown,
  parse: (value: unknown) => Value,
): { [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: parse(value) } as { [Key in Name]: Value });
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown, what: string): Value {
  const found = values.find((one) => one === value);
  if (!found) throw bad(`${what} is ${value}; known are ${values.join(', ')}.`);
  return found;
}

function textOrNull(value: unknown, what: string): string | null {
  return value === null ? null : text(value, what);
}

function countOrNull(value: unknown, what: string): number | null {
  return value === null ? null : count(value, what);
}
