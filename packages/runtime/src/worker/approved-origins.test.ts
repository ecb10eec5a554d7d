import { expect, it } from 'vitest';
import { defaultSettings } from '../shared/index.ts';
import { approvedOrigins } from './approved-origins.ts';
import { parseCatalogue } from './parse-catalogue.ts';

const load = () => Promise.reject(new Error('not here'));
const drivers = {
  wllama: { origins: ['https://wasm.example'], load },
  transformers: { origins: [], load },
  'web-llm': { origins: ['https://mlc.example'], load },
  'built-in': { origins: [], load },
};
const catalogueUrl = 'https://kinglet.example/models/catalogue.json';
const model = {
  id: 'tiny',
  name: 'Tiny',
  engine: 'wllama',
  licence: null,
  sizeBytes: 5,
  memoryBytes: null,
  contextTokens: 128,
  files: [{ name: 'tiny.gguf', sizeBytes: 5, sha256: 'a'.repeat(64), sources: ['https://hub.example/tiny'] }],
  requires: [],
  adapters: [
    {
      id: 'tools',
      format: 'schemas',
      tools: '',
      name: 'Tools',
      baseSha256: 'a'.repeat(64),
      rank: 16,
      licence: 'MIT',
      file: { name: 'tools.gguf', sizeBytes: 3, sha256: 'b'.repeat(64), sources: ['https://lora.example/t'] },
      summary: 'Calls tools.',
    },
  ],
  summary: 'Tiny.',
};
const catalogue = parseCatalogue({ version: 1, defaultModel: 'tiny', models: [model] }, catalogueUrl);

it('approves what catalogue and settings name, and no engine that the catalogue does not use', () => {
  const remote = {
    baseUrl: 'https://api.example/v1',
    model: 'big',
    inputUsdPerMillion: null,
    outputUsdPerMillion: null,
  };
  const settings = { ...defaultSettings, mirrors: ['https://mirror.example/m'], remote };
  const origins = approvedOrigins({
    own: 'https://app.example/w.js',
    catalogueUrl,
    catalogue,
    settings,
    drivers,
  });
  expect([...origins].sort()).toEqual([
    'https://api.example',
    'https://app.example',
    'https://hub.example',
    'https://kinglet.example',
    'https://lora.example',
    'https://mirror.example',
    'https://wasm.example',
  ]);
});

it('approves no endpoint while nothing may leave this device', () => {
  const remote = {
    baseUrl: 'https://api.example/v1',
    model: 'big',
    inputUsdPerMillion: null,
    outputUsdPerMillion: null,
  };
  const at = (neverLeave: boolean) =>
    approvedOrigins({
      own: 'https://app.example/w.js',
      ...{ catalogueUrl, catalogue, drivers },
      settings: { ...defaultSettings, remote, neverLeave },
    });
  expect(at(false).has('https://api.example')).toBe(true);
  expect(at(true).has('https://api.example')).toBe(false);
  expect(at(true).has('https://hub.example')).toBe(true);
});
