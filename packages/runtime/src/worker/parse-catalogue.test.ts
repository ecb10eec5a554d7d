import { describe, expect, it } from 'vitest';
import { parseCatalogue } from './parse-catalogue.ts';

const url = 'https://kinglet.example/app/models/catalogue.json';
const file = {
  name: 'tiny.gguf',
  sizeBytes: 5,
  sha256: 'a'.repeat(64),
  sources: ['tiny.gguf', 'https://hub.example/t'],
};
const model = {
  id: 'tiny',
  name: 'Tiny',
  engine: 'wllama',
  licence: null,
  sizeBytes: 5,
  memoryBytes: null,
  contextTokens: 128,
  files: [file],
  requires: [],
  summary: 'Tiny.',
};
const catalogue = { version: 1, defaultModel: 'tiny', models: [model] };

describe('parseCatalogue', () => {
  it('resolves relative sources against its own address', () => {
    expect(parseCatalogue(catalogue, url).models[0]?.files[0]?.sources).toEqual([
      'https://kinglet.example/app/models/tiny.gguf',
      'https://hub.example/t',
    ]);
  });

  it('takes a file in a folder', () => {
    const { models } = parseCatalogue(withFile({ name: 'tiny-onnx/onnx/model_q4.onnx' }), url);
    expect(models[0]?.files[0]?.name).toBe('tiny-onnx/onnx/model_q4.onnx');
  });

  it('keeps the hashes of chunks', () => {
    const chunks = { sizeBytes: 2, sha256: [file.sha256, file.sha256, file.sha256] };
    expect(parseCatalogue(withFile({ chunks }), url).models[0]?.files[0]?.chunks).toEqual(chunks);
    expect(parseCatalogue(catalogue, url).models[0]?.files[0]).not.toHaveProperty('chunks');
  });

  it('keeps how a model uses tools', () => {
    const small = { ...catalogue, models: [{ ...model, toolUse: 'single-turn' }] };
    expect(parseCatalogue(small, url).models[0]?.toolUse).toBe('single-turn');
    expect(parseCatalogue(catalogue, url).models[0]).not.toHaveProperty('toolUse');
  });

  it('keeps what is known of weights and template', () => {
    const facts = { parameters: 135, quantization: 'Q4_1', template: 'file' };
    expect(parsed({ ...model, ...facts })).toMatchObject(facts);
    expect(parsed({ ...model, parameters: null, quantization: null })).toMatchObject({
      parameters: null,
      quantization: null,
    });
    expect(parsed(model)).not.toHaveProperty('template');
  });

  it.each([
    ['size', { sizeBytes: null }],
    ['hash', { sha256: null }],
  ])('keeps files apart where the %s of one is not published', (_what, change) => {
    const other = { ...file, name: 'other.gguf' };
    const { files, unpinned } = parsed({ ...model, files: [other, { ...file, ...change }] });
    expect(files).toEqual([]);
    expect(unpinned).toMatchObject([
      { name: 'other.gguf', sizeBytes: 5, sha256: file.sha256 },
      {
        name: 'tiny.gguf',
        sizeBytes: 5,
        sha256: file.sha256,
        ...change,
        sources: [expect.stringMatching(/^https/), 'https://hub.example/t'],
      },
    ]);
  });

  it.each([
    ['text', 'text'],
    ['another version', { ...catalogue, version: 2 }],
    ['no models', { ...catalogue, models: null }],
    ['a default that is not there', { ...catalogue, defaultModel: 'other' }],
    ['an unknown engine', { ...catalogue, models: [{ ...model, engine: 'remote' }] }],
    ['an unknown tool use', { ...catalogue, models: [{ ...model, toolUse: 'often' }] }],
    ['a number of parameters that is none', { ...catalogue, models: [{ ...model, parameters: '135M' }] }],
    ['an unknown template', { ...catalogue, models: [{ ...model, template: 'chatml' }] }],
    ['a file without a size', withFile({ sizeBytes: undefined })],
    ['a file of no published size and a bad hash', withFile({ sizeBytes: null, sha256: 'abc' })],
    ['a file of no published hash and a bad size', withFile({ sha256: null, sizeBytes: -1 })],
    ['a file of no published hash and a bad name', withFile({ sha256: null, name: '../tiny.gguf' })],
    ['a prepared copy of no size', { ...catalogue, models: [{ ...model, preparedBytes: 0 }] }],
    ['no context', { ...catalogue, models: [{ ...model, contextTokens: 0 }] }],
    ['a file name that climbs', withFile({ name: '../tiny.gguf' })],
    ['a path that climbs', withFile({ name: 'tiny/../../tiny.gguf' })],
    ['a path from the root', withFile({ name: '/tiny.gguf' })],
    ['a path without a file', withFile({ name: 'tiny/' })],
    ['a short hash', withFile({ sha256: 'abc' })],
    ['an upper-case hash', withFile({ sha256: 'A'.repeat(64) })],
    ['a size that is no number', withFile({ sizeBytes: '5' })],
    ['chunks of no size', withFile({ chunks: { sizeBytes: 0, sha256: [] } })],
    ['too few hashes of chunks', withFile({ chunks: { sizeBytes: 2, sha256: [file.sha256, file.sha256] } })],
    ['a hash of a chunk that is none', withFile({ chunks: { sizeBytes: 5, sha256: ['abc'] } })],
    ['a source of another scheme', withFile({ sources: ['javascript:alert(1)'] })],
  ])('refuses %s', (_what, json) => {
    expect(() => parseCatalogue(json, url)).toThrow(expect.objectContaining({ code: 'model-source' }));
  });
});

const adapter = {
  id: 'tools-tiny',
  format: 'schemas',
  tools: '',
  name: 'Tools',
  baseSha256: file.sha256,
  rank: 16,
  licence: 'Apache-2.0',
  file: {
    name: 'tools-tiny.gguf',
    sizeBytes: 3,
    sha256: 'b'.repeat(64),
    sources: ['../adapters/tools-tiny.gguf'],
  },
  summary: 'Calls tools.',
};

describe('the specialists of a model', () => {
  it('are read, with their sources resolved against the catalogue', () => {
    const read = parseCatalogue(withAdapters([adapter]), url).models[0]?.adapters;
    expect(read).toMatchObject([
      { ...adapter, file: { sources: ['https://kinglet.example/app/adapters/tools-tiny.gguf'] } },
    ]);
    expect(parseCatalogue(catalogue, url).models[0]).not.toHaveProperty('adapters');
  });

  it.each([
    ['no list', {}, 'are not a list'],
    ['two with one id', [adapter, adapter], 'two specialists with the id tools-tiny'],
    [
      'one for another base',
      [{ ...adapter, baseSha256: 'c'.repeat(64) }],
      `the hash ${'c'.repeat(64)}; the file`,
    ],
    ['an id with a path in it', [{ ...adapter, id: '../x' }], 'is not made of at most 64'],
    ['an unknown format', [{ ...adapter, format: 'xml' }], 'format of the specialist tools-tiny is "xml"'],
    ['tools by heart with schemas', [{ ...adapter, tools: 'time(place?)' }], 'are not empty'],
    [
      'no tools by heart without schemas',
      [{ ...adapter, format: 'bare' }],
      'tools of the specialist tools-tiny',
    ],
    ['a rank of 0', [{ ...adapter, rank: 0 }], 'rank of the specialist tools-tiny is 0'],
    ['no licence', [{ ...adapter, licence: null }], 'licence of the specialist tools-tiny'],
    ['no file', [{ ...adapter, file: null }], 'A file is not an object'],
    ['a base that is no hash', [{ ...adapter, baseSha256: 'abc' }], '64 lower-case hex digits'],
  ])('are refused: %s', (_what, adapters, message) => {
    expect(() => parseCatalogue(withAdapters(adapters), url)).toThrow(
      expect.objectContaining({ code: 'model-source', message: expect.stringContaining(message) }),
    );
  });

  it('are refused where the model has no file of its own', () => {
    const json = { ...catalogue, models: [{ ...model, files: [], adapters: [adapter] }] };
    expect(() => parseCatalogue(json, url)).toThrow('is not in its list');
  });
});

function withAdapters(adapters: unknown) {
  return { ...catalogue, models: [{ ...model, adapters }] };
}

function parsed(json: object) {
  const [record] = parseCatalogue({ ...catalogue, models: [json] }, url).models;
  if (!record) throw new Error('No model.');
  return record;
}

function withFile(change: object) {
  return { ...catalogue, models: [{ ...model, files: [{ ...file, ...change }] }] };
}
