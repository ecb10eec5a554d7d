import { type Engine, isJsonObject, type Message } from '@kinglet/spec';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, freshSignal } from './contract-ask.ts';
import {
  askOnce,
  type ContractRule,
  type ContractScenario,
  contractReplies,
  contractRules,
  endingRules,
  weatherTool,
} from './contract-scenario.ts';
import { checkGivenBack, checkLost, checkSecondLoad } from './lifetime-contract.ts';
import {
  checkBaseUnchanged,
  checkSpecialistCall,
  checkSpecialistNoCall,
  checkUnknownAdapter,
} from './specialist-contract.ts';

export interface EngineContractOptions {
  /** Rules that this engine cannot keep, each with the reason, which is printed. */
  readonly skips?: Partial<Readonly<Record<ContractRule, string>>>;
  /** For one test, in milliseconds: a real model needs more. Default 10,000. */
  readonly timeoutMs?: number;
  /** Called with each engine after its test; by default it is unloaded. */
  readonly release?: (engine: Engine) => Promise<void>;
  /** Whether nothing is held any more of what the engine had: workers, sessions, loaded models. For E20. */
  readonly isGivenBack?: (engine: Engine) => boolean | Promise<boolean>;
  /** Takes the engine's device away. For E22. */
  readonly loseDevice?: (engine: Engine) => void;
}

/** What a reporter learns of a rule's test, for the table in docs/engines.md (`scripts/engine-table.ts`). */
export interface ContractMeta {
  readonly engine: string;
  readonly rule: ContractRule;
  /** Why it was skipped. */
  readonly reason?: string;
}

declare module 'vitest' {
  interface TaskMeta {
    contract?: ContractMeta;
  }
}

/**
 * The suite that every engine passes, or skips rule by rule with a printed reason. `makeEngine` is called once a test
 * with the scenario; an engine with a real model ignores the scenario's replies.
 */
export function engineContract(
  name: string,
  makeEngine: (scenario: ContractScenario) => Promise<Engine> | Engine,
  options: EngineContractOptions = {},
): void {
  const { skips = {}, timeoutMs = 10_000, release = (engine) => engine.unload() } = options;
  let engine: Engine | undefined;

  async function make(id: ContractRule): Promise<Engine> {
    engine = await makeEngine({ rule: id, replies: contractReplies[id], ends: endingRules.includes(id) });
    return engine;
  }

  function rule(id: ContractRule, check: (engine: Engine) => Promise<void>): void {
    const title = `[${id}] ${contractRules[id]}`;
    const reason = skips[id];
    test(title, { timeout: timeoutMs }, async (context) => {
      context.task.meta.contract = { engine: name, rule: id, ...(reason === undefined ? {} : { reason }) };
      if (reason !== undefined) {
        console.info(`skipped: ${name} ${title}: ${reason}`);
        return context.skip(reason);
      }
      await check(await make(id));
    });
  }

  describe(`engine contract: ${name}`, () => {
    afterEach(async () => {
      if (engine) await release(engine);
      engine = undefined;
    });
    rule('E1', checkStream);
    rule('E2', checkUsage);
    rule('E3', checkReuse);
    rule('E4', checkCancelInPrefill);
    rule('E5', checkCancelInDecode);
    rule('E6', checkAbortedSignal);
    rule('E7', checkSchema);
    rule('E8', checkRequiredCall);
    rule('E9', checkNoCall);
    rule('E10', checkStop);
    rule('E11', checkLength);
    rule('E12', checkOverflow);
    rule('E13', checkUnload);
    rule('E14', checkLeaveEarly);
    rule('E15', checkTranscript);
    rule('E16', checkUnknownAdapter);
    rule('E17', checkSpecialistCall);
    rule('E18', checkSpecialistNoCall);
    rule('E19', checkBaseUnchanged);
    rule('E20', (engine) => checkGivenBack(engine, options));
    rule('E21', (engine) => checkSecondLoad(engine, () => make('E21')));
    rule('E22', (engine) => checkLost(engine, { ...options, makeSecond: () => make('E22') }));
  });
}

async function checkStream(engine: Engine): Promise<void> {
  const { types, text, finishReason } = await ask(engine, askOnce('What is two and two?'));
  expect(types[0]).toBe('prefill-end');
  expect(types.at(-1)).toBe('decode-end');
  expect(types.slice(1, -1).length).toBeGreaterThan(0);
  expect(types.slice(1, -1).every((type) => type === 'text-delta')).toBe(true);
  expect(text.length).toBeGreaterThan(0);
  expect(['stop', 'length']).toContain(finishReason);
}

async function checkUsage(engine: Engine): Promise<void> {
  const { usage } = await ask(engine, askOnce('What is two and two?'));
  expect(usage.promptTokens).toBeGreaterThan(0);
  expect(usage.completionTokens).toBeGreaterThan(0);
  expect(Number.isInteger(usage.promptTokens + usage.completionTokens)).toBe(true);
  expect(usage.estimated).toBeUndefined();
  if (usage.reusedTokens !== null) {
    expect(usage.reusedTokens).toBeGreaterThanOrEqual(0);
    expect(usage.reusedTokens).toBeLessThanOrEqual(usage.promptTokens);
  }
  const again = await ask(engine, askOnce('What is two and two?'));
  expect(again.usage.promptTokens).toBe(usage.promptTokens);
  expect(again.usage.completionTokens).toBe(usage.completionTokens);
  const longer = await ask(engine, askOnce('What is two and two and one more on top of that?'));
  expect(longer.usage.promptTokens).toBeGreaterThan(usage.promptTokens);
  const counted = engine.countTokens?.(askOnce('What is two and two?'));
  if (counted !== undefined) expect(counted).toBe(usage.promptTokens);
}

async function checkReuse(engine: Engine): Promise<void> {
  const request = askOnce('What is two and two?', { maxTokens: 64 });
  const first = await ask(engine, request);
  const second = await ask(engine, {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: first.text },
      { role: 'user', content: 'And three and three?' },
    ],
  });
  expect(second.usage.promptTokens).toBeGreaterThan(first.usage.promptTokens);
  expect(second.usage.reusedTokens).toBeGreaterThan(first.usage.promptTokens / 2);
}

async function checkCancelInPrefill(engine: Engine): Promise<void> {
  const controller = new AbortController();
  const reason = new Error('the user pressed stop');
  // Long enough that no model is done with it before a late timer fires.
  const reply = ask(engine, askOnce('Tell me a story.', { maxTokens: 400 }), controller.signal);
  setTimeout(() => controller.abort(reason), 5);
  await expect(reply).rejects.toBe(reason);
  expect((await ask(engine, askOnce('What is two and two?'))).text.length).toBeGreaterThan(0);
}

async function checkCancelInDecode(engine: Engine): Promise<void> {
  const controller = new AbortController();
  const reason = new Error('the user pressed stop');
  const request = askOnce('Tell me a story.', { maxTokens: 200 });
  const cancelled = (async () => {
    for await (const event of engine.generate(request, { signal: controller.signal })) {
      if (event.type === 'text-delta') controller.abort(reason);
    }
  })();
  await expect(cancelled).rejects.toBe(reason);
  expect((await ask(engine, askOnce('What is two and two?'))).text.length).toBeGreaterThan(0);
}

async function checkAbortedSignal(engine: Engine): Promise<void> {
  const reason = new Error('too late');
  await expect(ask(engine, askOnce('Hello'), AbortSignal.abort(reason))).rejects.toBe(reason);
}

async function checkSchema(engine: Engine): Promise<void> {
  const request = askOnce('Ada is 36. Give her name and age.', {
    maxTokens: 80,
    schema: {
      type: 'object',
      properties: { name: { type: 'string', maxLength: 20 }, age: { type: 'integer', minimum: 0 } },
      required: ['name', 'age'],
      additionalProperties: false,
    },
  });
  const value: unknown = JSON.parse((await ask(engine, request)).text);
  if (!isJsonObject(value)) throw new Error('The reply is not a JSON object.');
  expect(Object.keys(value).sort()).toEqual(['age', 'name']);
  expect(typeof value['name']).toBe('string');
  expect(Number.isInteger(value['age'])).toBe(true);
}

async function checkRequiredCall(engine: Engine): Promise<void> {
  const request = askOnce('What is the weather in Bern, in C?', {
    tools: [weatherTool],
    toolChoice: 'required',
    maxTokens: 80,
  });
  const { calls, text, finishReason } = await ask(engine, request);
  expect(finishReason).toBe('tool-call');
  expect(text).toBe('');
  expect(calls.map((call) => call.name)).toEqual(['weather']);
  expect(calls[0]?.id).toMatch(/\S/);
  const args: unknown = JSON.parse(calls[0]?.argumentsText ?? '');
  if (!isJsonObject(args)) throw new Error('The arguments are not a JSON object.');
  expect(typeof args['city']).toBe('string');
  expect(['C', 'F']).toContain(args['unit']);
}

async function checkNoCall(engine: Engine): Promise<void> {
  const request = askOnce('What is the weather in Bern?', { tools: [weatherTool], toolChoice: 'none' });
  const { calls, text } = await ask(engine, request);
  expect(calls).toEqual([]);
  expect(text.length).toBeGreaterThan(0);
}

/** A real model's text is not known beforehand, so the stop string is taken from the middle of its own reply. */
async function checkStop(engine: Engine): Promise<void> {
  const request = askOnce('Count from one to six in words.', { maxTokens: 40 });
  const whole = (await ask(engine, request)).text;
  const middle = Math.floor(whole.length / 2);
  const stop = whole.slice(middle, middle + 4);
  const { text, finishReason } = await ask(engine, { ...request, stop: [stop] });
  expect(text).toBe(whole.slice(0, whole.indexOf(stop)));
  expect(finishReason).toBe('stop');
}

async function checkLength(engine: Engine): Promise<void> {
  const { usage, finishReason } = await ask(
    engine,
    askOnce('Count from one to six in words.', { maxTokens: 2 }),
  );
  expect(finishReason).toBe('length');
  expect(usage.completionTokens).toBeLessThanOrEqual(2);
}

async function checkOverflow(engine: Engine): Promise<void> {
  const request = askOnce('word '.repeat(engine.info.contextTokens * 2));
  await expect(ask(engine, request)).rejects.toMatchObject({
    code: 'context-overflow',
    details: { promptTokens: expect.any(Number), contextTokens: engine.info.contextTokens },
  });
}

async function checkUnload(engine: Engine): Promise<void> {
  await engine.unload();
  await expect(ask(engine, askOnce('Hello'))).rejects.toMatchObject({ code: 'engine-lost' });
}

async function checkLeaveEarly(engine: Engine): Promise<void> {
  for await (const event of engine.generate(askOnce('Count from one to six.'), { signal: freshSignal() })) {
    if (event.type === 'text-delta') break;
  }
  expect((await ask(engine, askOnce('What is two and two?'))).text.length).toBeGreaterThan(0);
}

async function checkTranscript(engine: Engine): Promise<void> {
  const messages: Message[] = [
    { role: 'system', content: 'Answer in a few words.' },
    { role: 'user', content: 'Weather in Bern?' },
    {
      role: 'assistant',
      content: '',
      toolCalls: [{ id: 'call-1', name: 'weather', argumentsText: '{"city":"Bern","unit":"C"}' }],
    },
    { role: 'tool', callId: 'call-1', name: 'weather', content: '14 degrees', failed: false },
  ];
  const request = deepFreeze({ messages, tools: [weatherTool], toolChoice: 'none' as const, maxTokens: 24 });
  expect((await ask(engine, request)).text.length).toBeGreaterThan(0);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}
