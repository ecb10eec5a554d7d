import { type Engine, isJsonObject } from '@kinglet/spec';
import { expect } from 'vitest';
import { ask } from './contract-ask.ts';
import { askOnce, weatherTool } from './contract-scenario.ts';

const request = { tools: [weatherTool], maxTokens: 80 };

/** The specialists that the engine must have for the rules about them. */
function loaded(engine: Engine): readonly string[] {
  const ids = (engine.info.adapters ?? []).map(({ id }) => id);
  if (ids.length === 0)
    throw new Error(
      'The engine has no specialist: load the ones of contractAdapters, or skip the rule with a reason.',
    );
  return ids;
}

export async function checkUnknownAdapter(engine: Engine): Promise<void> {
  const unknown = askOnce('What is the weather in Bern?', { ...request, adapter: 'nobody' });
  await expect(ask(engine, unknown)).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('nobody'),
  });
  expect((await ask(engine, askOnce('What is two and two?'))).text.length).toBeGreaterThan(0);
}

export async function checkSpecialistCall(engine: Engine): Promise<void> {
  for (const adapter of loaded(engine)) {
    const required = askOnce('Weather in Bern, in C?', { ...request, adapter, toolChoice: 'required' });
    const { calls, finishReason, confidence } = await ask(engine, required);
    expect(calls.length).toBeGreaterThan(0);
    // A model that was not trained may go on until the limit; then its last call is cut off.
    const complete = finishReason === 'length' ? calls.slice(0, -1) : calls;
    expect(['tool-call', 'length']).toContain(finishReason);
    for (const { id, name, argumentsText } of complete) {
      expect([id, name]).toEqual([expect.stringMatching(/\S/), weatherTool.name]);
      expect(isJsonObject(JSON.parse(argumentsText))).toBe(true);
    }
    if (confidence === undefined) continue;
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(1);
  }
}

export async function checkSpecialistNoCall(engine: Engine): Promise<void> {
  for (const adapter of loaded(engine)) {
    const none = askOnce('Tell me a joke.', { ...request, adapter, toolChoice: 'none' });
    const { calls, types, finishReason } = await ask(engine, none);
    expect(calls).toEqual([]);
    expect([types[0], types.at(-1)]).toEqual(['prefill-end', 'decode-end']);
    expect(['stop', 'hand-on', 'length']).toContain(finishReason);
  }
}

export async function checkBaseUnchanged(engine: Engine): Promise<void> {
  const base = askOnce('What is two and two?');
  const before = await ask(engine, base);
  for (const adapter of loaded(engine))
    await ask(engine, { ...base, ...request, adapter, maxTokens: 4, toolChoice: 'none' });
  expect((await ask(engine, base)).text).toBe(before.text);
}
