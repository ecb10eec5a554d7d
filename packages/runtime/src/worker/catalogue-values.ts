import {
  type FileChunks,
  isJsonObject,
  KingletError,
  type ModelFile,
  type UnpinnedFile,
} from '@kinglet/spec';

/** How each value of a catalogue is read out of its JSON. All throw `model-source` that names the value. */

export function object(value: unknown, what: string) {
  if (!isJsonObject(value)) throw bad(`${what} is not an object.`);
  return value;
}

export function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw bad(`${what} are not a list.`);
  return value;
}

export function text(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '') throw bad(`${what} is not text.`);
  return value;
}

export function count(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) {
    throw bad(`${what} is ${value}; a whole number above 0 is needed.`);
  }
  return value;
}

export function hash(value: unknown, what: string): string {
  const sha256 = text(value, what);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw bad(`${what} is not 64 lower-case hex digits.`);
  return sha256;
}

/** A file with its sources resolved against the catalogue's address. */
export function parseFile(json: unknown, catalogueUrl: string): ModelFile {
  const { name, chunks, sources, ...file } = fileValues(json, catalogueUrl);
  const sizeBytes = count(file.sizeBytes, `The sizeBytes of ${name}`);
  const sha256 = hash(file.sha256, `The hash of ${name}`);
  return {
    ...{ name, sizeBytes, sha256 },
    ...(chunks === undefined ? {} : { chunks: parseChunks(chunks, { name, sizeBytes }) }),
    sources,
  };
}

/** The files of a model: `unpinned` has them all where the size or the hash of one is null, which says that nobody published it. */
export function parseFiles(
  json: readonly unknown[],
  catalogueUrl: string,
): { files: readonly ModelFile[]; unpinned?: readonly UnpinnedFile[] } {
  const isPinned = json.every(
    (file) => !isJsonObject(file) || (file['sizeBytes'] !== null && file['sha256'] !== null),
  );
  if (isPinned) return { files: json.map((file) => parseFile(file, catalogueUrl)) };
  return { files: [], unpinned: json.map((file) => parseUnpinned(file, catalogueUrl)) };
}

function parseUnpinned(json: unknown, catalogueUrl: string): UnpinnedFile {
  const { name, sizeBytes, sha256, sources } = fileValues(json, catalogueUrl);
  return {
    name,
    sizeBytes: sizeBytes === null ? null : count(sizeBytes, `The sizeBytes of ${name}`),
    sha256: sha256 === null ? null : hash(sha256, `The hash of ${name}`),
    sources,
  };
}

function fileValues(json: unknown, catalogueUrl: string) {
  const file = object(json, 'A file');
  const name = text(file['name'], "A file's name");
  if (!/^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/.test(name))
    throw bad(`The file name ${JSON.stringify(name)} is not a plain name or path.`);
  return {
    name,
    sizeBytes: file['sizeBytes'],
    sha256: file['sha256'],
    chunks: file['chunks'],
    sources: list(file['sources'], `The sources of ${name}`).map((source) => sourceUrl(source, catalogueUrl)),
  };
}

function parseChunks(json: unknown, { name, sizeBytes }: Pick<ModelFile, 'name' | 'sizeBytes'>): FileChunks {
  const chunks = object(json, `The chunks of ${name}`);
  const chunkBytes = count(chunks['sizeBytes'], `The sizeBytes of the chunks of ${name}`);
  const sha256 = list(chunks['sha256'], `The hashes of the chunks of ${name}`).map((value, index) =>
    hash(value, `The hash of chunk ${index} of ${name}`),
  );
  const needed = Math.ceil(sizeBytes / chunkBytes);
  if (sha256.length !== needed) {
    throw bad(
      `${name} has ${sha256.length} hashes of chunks; ${needed} are needed for ${chunkBytes} bytes each.`,
    );
  }
  return { sizeBytes: chunkBytes, sha256 };
}

function sourceUrl(source: unknown, catalogueUrl: string): string {
  const address = text(source, 'A source');
  const url = URL.canParse(address, catalogueUrl) ? new URL(address, catalogueUrl) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw bad(`The source ${source} is not a web address.`);
  return url.href;
}

export function bad(message: string): KingletError {
  return new KingletError('model-source', `${message} Correct models/catalogue.json on the server.`);
}
