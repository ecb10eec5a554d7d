import type { Catalogue, ModelRecord } from '@kinglet/spec';
import { bad, count, list, object, parseFile, text } from './catalogue-values.ts';
import { parseAdapters } from './parse-adapter.ts';

const engines = ['wllama', 'web-llm', 'transformers', 'built-in'] as const;
const toolUses = ['single-turn', 'multi-turn'] as const;
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
  const files = list(model['files'], of('files')).map((file) => parseFile(file, catalogueUrl));
  return {
    id,
    name: text(model['name'], of('name')),
    engine,
    licence: model['licence'] === null ? null : text(model['licence'], of('licence')),
    sizeBytes: countOrNull(model['sizeBytes'], of('sizeBytes')),
    memoryBytes: countOrNull(model['memoryBytes'], of('memoryBytes')),
    contextTokens: count(model['contextTokens'], of('contextTokens')),
    files,
    ...(engineModelId === undefined ? {} : { engineModelId: text(engineModelId, of('engineModelId')) }),
    ...toolUseOf(model['toolUse'], id),
    requires: requirements.filter((known) => list(model['requires'], of('requires')).includes(known)),
    ...(preparedBytes === undefined ? {} : { preparedBytes: count(preparedBytes, of('preparedBytes')) }),
    ...(adapters === undefined
      ? {}
      : { adapters: parseAdapters(adapters, { modelId: id, files, catalogueUrl }) }),
    summary: text(model['summary'], of('summary')),
  };
}

function toolUseOf(value: unknown, id: string): Pick<ModelRecord, 'toolUse'> {
  if (value === undefined) return {};
  const toolUse = toolUses.find((known) => known === value);
  if (!toolUse) throw bad(`Model ${id} has the tool use ${value}; known are ${toolUses.join(', ')}.`);
  return { toolUse };
}

function countOrNull(value: unknown, what: string): number | null {
  return value === null ? null : count(value, what);
}
