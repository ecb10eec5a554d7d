import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { knownArchitectures } from './known-architectures.ts';

const entry = createRequire(import.meta.url).resolve('@wllama/wllama/esm/index.js');
const wasm = readFileSync(join(dirname(entry), 'wasm', 'wllama.wasm'));

it.each([...knownArchitectures])('%s stands in the engine’s own llama.cpp', (name) => {
  expect(wasm.includes(`${name}\0`)).toBe(true);
});

it('would notice a name that does not', () => {
  expect(wasm.includes('no-such-model\0')).toBe(false);
});
