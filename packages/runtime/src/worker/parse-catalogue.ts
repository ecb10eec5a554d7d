import { type Catalogue, isJsonObject, KingletError, type ModelFile, type ModelRecord } from '@kinglet/spec';

const engines = ['wllama', 'web-llm'] as const;
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
  if (!Array.isArray(catalogue['models'])) throw bad('The catalogue has no list of models.');
  const models = catalogue['models'].map((model: unknown) => parseModel(model, catalogueUrl));
  const defaultModel = text(catalogue['defaultModel'], 'defaultModel');
  if (!models.some(({ id }) => id === defaultModel)) {
    throw bad(`The catalogue's default model ${defaultModel} is not in its list.`);
  }
  return { version: 1, defaultModel, models };
}

function parseModel(json: unknown, catalogueUrl: string): ModelRecord {
  const model = object(json, 'A model');
  const id = text(model['id'], 'id');
  const engine = engines.find((known) => known === model['engine']);
  if (!engine) throw bad(`Model ${id} wants the engine ${model['engine']}; known are ${engines.join(', ')}.`);
  const engineModelId = model['engineModelId'];
  return {
    id,
    name: text(model['name'], 'name'),
    engine,
    licence: model['licence'] === null ? null : text(model['licence'], 'licence'),
    sizeBytes: countOrNull(model['sizeBytes'], 'sizeBytes'),
    memoryBytes: countOrNull(model['memoryBytes'], 'memoryBytes'),
    contextTokens: count(model['contextTokens'], 'contextTokens'),
    files: list(model['files'], 'files').map((file) => parseFile(file, catalogueUrl)),
    ...(engineModelId === undefined ? {} : { engineModelId: text(engineModelId, 'engineModelId') }),
    ...toolUseOf(model['toolUse'], id),
    requires: requirements.filter((known) => list(model['requires'], 'requires').includes(known)),
    summary: text(model['summary'], 'summary'),
  };
}

function toolUseOf(value: unknown, id: string): Pick<ModelRecord, 'toolUse'> {
  if (value === undefined) return {};
  const toolUse = toolUses.find((known) => known === value);
  if (!toolUse) throw bad(`Model ${id} has the tool use ${value}; known are ${toolUses.join(', ')}.`);
  return { toolUse };
}

function parseFile(json: unknown, catalogueUrl: string): ModelFile {
  const file = object(json, 'A file');
  const name = text(file['name'], 'file name');
  const sha256 = text(file['sha256'], 'sha256');
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name))
    throw bad(`The file name ${JSON.stringify(name)} is not a plain name.`);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw bad(`The hash of ${name} is not 64 lower-case hex digits.`);
  return {
    name,
    sizeBytes: count(file['sizeBytes'], 'sizeBytes'),
    sha256,
    sources: list(file['sources'], 'sources').map((source) => sourceUrl(source, catalogueUrl)),
  };
}

function sourceUrl(source: unknown, catalogueUrl: string): string {
  const address = text(source, 'source');
  const url = URL.canParse(address, catalogueUrl) ? new URL(address, catalogueUrl) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw bad(`The source ${source} is not a web address.`);
  return url.href;
}

function object(value: unknown, what: string) {
  if (!isJsonObject(value)) throw bad(`${what} is not an object.`);
  return value;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw bad(`A model's ${what} are not a list.`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '') throw bad(`A model's ${what} is not text.`);
  return value;
}

function count(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) {
    throw bad(`A model's ${what} is ${value}; a whole number above 0 is needed.`);
  }
  return value;
}

function countOrNull(value: unknown, what: string): number | null {
  return value === null ? null : count(value, what);
}

function bad(message: string): KingletError {
  return new KingletError('model-source', `${message} Correct models/catalogue.json on the server.`);
}
