import type { Engine } from '@kinglet/spec';
import { expect } from 'vitest';
import { ask, freshSignal } from './contract-ask.ts';
import { askOnce } from './contract-scenario.ts';
import type { EngineContractOptions } from './engine-contract.ts';

const question = askOnce('What is two and two?');

export async function checkGivenBack(
  engine: Engine,
  { isGivenBack }: Pick<EngineContractOptions, 'isGivenBack'>,
): Promise<void> {
  if (isGivenBack === undefined) throw missing('isGivenBack', 'E20');
  await ask(engine, question);
  expect(await isGivenBack(engine)).toBe(false);
  await engine.unload();
  expect(await isGivenBack(engine)).toBe(true);
}

export async function checkSecondLoad(engine: Engine, makeSecond: () => Promise<Engine>): Promise<void> {
  await engine.unload();
  const second = await makeSecond();
  expect(second.info).toEqual(engine.info);
  expect((await ask(second, question)).text.length).toBeGreaterThan(0);
  await second.unload();
}

export async function checkLost(
  engine: Engine,
  {
    loseDevice,
    makeSecond,
  }: Pick<EngineContractOptions, 'loseDevice'> & { makeSecond: () => Promise<Engine> },
): Promise<void> {
  if (loseDevice === undefined) throw missing('loseDevice', 'E22');
  const reading = (async () => {
    const request = askOnce('Count from one to six in words.', { maxTokens: 200 });
    for await (const event of engine.generate(request, { signal: freshSignal() })) {
      if (event.type === 'text-delta') loseDevice(engine);
    }
  })();
  await expect(reading).rejects.toMatchObject({ code: 'engine-lost' });
  await expect(ask(engine, question)).rejects.toMatchObject({ code: 'engine-lost' });
  const second = await makeSecond();
  expect((await ask(second, question)).text.length).toBeGreaterThan(0);
  await second.unload();
}

function missing(option: string, rule: string): Error {
  return new Error(`The test of this engine gives no ${option}: give it, or skip ${rule} with a reason.`);
}
