import { readFileSync } from 'node:fs';
import { maxModelFileBytes } from '@kinglet/engines';
import { routeAdapter } from '@kinglet/router';
import { builtInTools, userTools } from '@kinglet/tools';
import { describe, expect, it } from 'vitest';
import { parseCatalogue } from './parse-catalogue.ts';

const json = JSON.parse(
  readFileSync(new URL('../../../../public/models/catalogue.json', import.meta.url), 'utf8'),
);
const { models } = parseCatalogue(json, 'https://kinglet.example/models/catalogue.json');
const valuesCited = ['licence', 'parameters', 'memoryBytes'] as const;

describe('the public catalogue', () => {
  it('has a dozen models and more, from 135M to 4B parameters, each id once', () => {
    expect(models.length).toBeGreaterThanOrEqual(12);
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
    const parameters = models.flatMap((model) => model.parameters ?? []);
    expect([Math.min(...parameters), Math.max(...parameters)]).toEqual([134_515_008, 4_022_468_096]);
  });

  it.each(models.map((model, index) => [model.id, model, json.models[index].cited ?? {}] as const))(
    '%s names a source for each value that is not null',
    (_id, model, cited) => {
      for (const value of valuesCited)
        expect([value, value in cited]).toEqual([value, (model[value] ?? null) !== null]);
      expect('files' in cited).toBe(model.files.length > 0);
    },
  );

  it.each(models.filter(({ files }) => files.length > 0).map((model) => [model.id, model] as const))(
    '%s has files that its engine takes, pinned to a revision',
    (_id, { files, sizeBytes }) => {
      for (const { sizeBytes: bytes, sources } of files) {
        expect(bytes).toBeLessThanOrEqual(maxModelFileBytes);
        for (const source of sources.filter((address) => address.includes('huggingface.co')))
          expect(source).toMatch(/\/resolve\/[0-9a-f]{40}\//);
      }
      expect(files.reduce((sum, file) => sum + file.sizeBytes, 0)).toBe(sizeBytes);
    },
  );

  it('says of each model on a graphics card whether it needs 16-bit floats', () => {
    for (const { engine, quantization, requires } of models.filter(({ engine }) => engine === 'web-llm'))
      expect([engine, requires.includes('shader-f16')]).toEqual([engine, quantization?.includes('f16')]);
  });

  it("its default model's specialist knows the built-in tools as they are, and stays in use beside tools of the user's own", () => {
    const model = models.find(({ id }) => id === json.defaultModel);
    const parts = { notes: {} as never, reminders: {} as never, fetch };
    const own = {
      name: 'vat',
      description: 'Adds VAT.',
      arguments: [],
      body: 'return 1',
      enabled: true,
      imported: false,
    };
    const sandbox = { run: async () => ({ ok: true, content: '1' }) as const };
    const tools = [...builtInTools(parts), ...userTools([own], sandbox)].map(({ definition }) => definition);
    const route = routeAdapter({ adapters: model?.adapters ?? [], tools, handedOn: [] });
    expect(route).toMatchObject({ kind: 'adapter', adapter: { id: 'builtin-135m' } });
  });
});
