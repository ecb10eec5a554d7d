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

  it('keeps how a model uses tools', () => {
    const small = { ...catalogue, models: [{ ...model, toolUse: 'single-turn' }] };
    expect(parseCatalogue(small, url).models[0]?.toolUse).toBe('single-turn');
    expect(parseCatalogue(catalogue, url).models[0]).not.toHaveProperty('toolUse');
  });

  it.each([
    ['text', 'text'],
    ['another version', { ...catalogue, version: 2 }],
    ['no models', { ...catalogue, models: null }],
    ['a default that is not there', { ...catalogue, defaultModel: 'other' }],
    ['an unknown engine', { ...catalogue, models: [{ ...model, engine: 'remote' }] }],
    ['an unknown tool use', { ...catalogue, models: [{ ...model, toolUse: 'often' }] }],
    ['no context', { ...catalogue, models: [{ ...model, contextTokens: 0 }] }],
    ['a file name that climbs', withFile({ name: '../tiny.gguf' })],
    ['a short hash', withFile({ sha256: 'abc' })],
    ['an upper-case hash', withFile({ sha256: 'A'.repeat(64) })],
    ['a size that is no number', withFile({ sizeBytes: '5' })],
    ['a source of another scheme', withFile({ sources: ['javascript:alert(1)'] })],
  ])('refuses %s', (_what, json) => {
    expect(() => parseCatalogue(json, url)).toThrow(expect.objectContaining({ code: 'model-source' }));
  });
});

function withFile(change: object) {
  return { ...catalogue, models: [{ ...model, files: [{ ...file, ...change }] }] };
}
