import { fakeClock } from '@kinglet/testkit';
import { describe, expect, test } from 'vitest';
import { builtInAvailability } from './built-in-availability.ts';
import { type LoadBuiltInOptions, loadBuiltInEngine } from './load-built-in-engine.ts';
import {
  type ScriptedLanguageModelOptions,
  scriptedLanguageModel,
} from './testing/scripted-language-model.ts';

function load(options: ScriptedLanguageModelOptions, more: Partial<LoadBuiltInOptions> = {}) {
  return loadBuiltInEngine({
    modelId: 'test',
    contextTokens: 500,
    clock: fakeClock(),
    signal: new AbortController().signal,
    module: scriptedLanguageModel([], options).module,
    ...more,
  });
}

const named = (name: string) => Object.assign(new Error(`${name}.`), { name });

describe('loading', () => {
  test.each([
    ['NotSupportedError', 'unsupported'],
    ['NotAllowedError', 'engine-failed'],
    ['NetworkError', 'model-source'],
    ['OperationError', 'engine-failed'],
  ])('%s is %s', async (name, code) => {
    await expect(load({ createError: named(name) })).rejects.toMatchObject({ code });
  });

  test('is refused where there is no API, or no model for this device', async () => {
    await expect(load({}, { module: null })).rejects.toMatchObject({ code: 'unsupported' });
    await expect(load({ availability: 'unavailable' })).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('tells of a download that the browser makes, and of none where it makes none', async () => {
    const seen: number[] = [];
    const onProgress = ({ fraction }: { fraction: number }) => seen.push(fraction);
    await load({ availability: 'available' }, { onProgress });
    expect(seen).toEqual([]);
    await load({ availability: 'downloadable' }, { onProgress });
    expect(seen).toEqual([0, 0.5, 1]);
  });

  test('without a click before a download says that it wants one', async () => {
    await expect(load({ availability: 'downloadable', activated: false })).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining('after a click'),
    });
    await expect(load({ availability: 'available', activated: false })).resolves.toBeDefined();
  });

  test('a cancel rejects with its reason', async () => {
    const controller = new AbortController();
    const loading = load({ createHangs: true }, { signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 0);
    await expect(loading).rejects.toBe('enough');
  });

  test('takes the context from the browser, and the catalogue’s where it has no bound', async () => {
    expect((await load({ contextWindow: 9216 })).info.contextTokens).toBe(9216);
    expect((await load({ contextWindow: 6144, oldNames: true })).info.contextTokens).toBe(6144);
    expect((await load({ contextWindow: Number.POSITIVE_INFINITY })).info.contextTokens).toBe(500);
  });
});

describe('availability', () => {
  test.each(['unavailable', 'downloadable', 'downloading', 'available'] as const)(
    '%s',
    async (availability) => {
      expect(await builtInAvailability(scriptedLanguageModel([], { availability }).module)).toBe(
        availability,
      );
    },
  );

  test('is null where the browser has no such API, as in Node, and unavailable where it fails', async () => {
    expect(await builtInAvailability()).toBeNull();
    const { module } = scriptedLanguageModel([]);
    const failing = { ...module, availability: () => Promise.reject(new Error('No.')) };
    expect(await builtInAvailability(failing)).toBe('unavailable');
  });
});
