import {
  type Clock,
  type Engine,
  type GenerateRequest,
  isJsonObject,
  type ToolDefinition,
} from '@kinglet/spec';
import type { DeviceCheck } from '../../shared/index.ts';
import { readReply } from './read-reply.ts';

interface CheckContext {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Rejects with what is wrong. Gives the reason where it cannot be checked here, else null. */
export type EngineCheck = (context: CheckContext) => Promise<string | null>;

/**
 * What the engine contract (testkit, rules E1 to E11) promises, as far as it can be checked on a visitor's device without a test
 * runner: the rule is named at each. `reload` (E21) is the meter's own.
 */
export const engineChecks: Readonly<Record<Exclude<DeviceCheck, 'reload'>, EngineCheck>> = {
  /** E1 */
  async stream(context) {
    const { isInOrder, text } = await ask(context, once('What is two and two?'));
    expect(isInOrder, 'the events came in another order than prefill, text, end');
    expect(text.trim() !== '', 'no text came');
    return null;
  },

  /** E2 */
  async usage(context) {
    const first = await ask(context, once('What is two and two?'));
    if (first.usage.estimated) return 'this engine gives estimates only';
    const again = await ask(context, once('What is two and two?'));
    const longer = await ask(context, once('What is two and two and one more on top of that?'));
    const counts = [first, again, longer].map(({ usage }) => usage.promptTokens);
    expect(counts[0] === counts[1], `the same prompt had ${counts[0]} and then ${counts[1]} tokens`);
    expect(
      (counts[2] ?? 0) > (counts[0] ?? 0),
      `a longer prompt had ${counts[2]} tokens, not above ${counts[0]}`,
    );
    return null;
  },

  /** E3 */
  async reuse(context) {
    const request = once('What is two and two?');
    const first = await ask(context, request);
    const { usage } = await ask(context, {
      ...request,
      messages: [
        ...request.messages,
        { role: 'assistant', content: first.text },
        { role: 'user', content: 'And three and three?' },
      ],
    });
    if (usage.reusedTokens === null) return 'this engine does not tell what it reuses';
    const least = first.usage.promptTokens / 2;
    expect(usage.reusedTokens > least, `${usage.reusedTokens} tokens were reused, not above ${least}`);
    return null;
  },

  /** E4 */
  async 'cancel-prefill'(context) {
    const { clock } = context;
    const stop = new AbortController();
    void clock.sleep(5, { signal: context.signal }).then(
      () => stop.abort(cancelled),
      () => {},
    );
    await expectCancelled(context, stop, once('Tell me a story.', { maxTokens: 400 }));
    return null;
  },

  /** E5 */
  async 'cancel-decode'(context) {
    const stop = new AbortController();
    await expectCancelled(context, stop, once('Tell me a story.', { maxTokens: 200 }), () =>
      stop.abort(cancelled),
    );
    return null;
  },

  /** E7 */
  async schema(context) {
    const { text } = await ask(context, once('Ada is 36. Give her name and age.', { maxTokens: 80, schema }));
    const value = parsed(text);
    const isPerson =
      isJsonObject(value) && typeof value['name'] === 'string' && Number.isInteger(value['age']);
    expect(isPerson, `the reply does not fit its schema: ${text}`);
    return null;
  },

  /** E8 */
  async 'tool-call'(context) {
    const request = once('What is the weather in Bern, in C?', {
      tools: [weather],
      toolChoice: 'required',
      maxTokens: 80,
    });
    const { calls, finishReason, text } = await ask(context, request);
    const [call] = calls;
    expect(call?.name === weather.name, `no call of the tool came, but “${text}” (${finishReason})`);
    const args = parsed(call?.argumentsText ?? '');
    const fits =
      isJsonObject(args) && typeof args['city'] === 'string' && ['C', 'F'].includes(String(args['unit']));
    expect(fits, `the arguments do not fit their schema: ${call?.argumentsText}`);
    return null;
  },

  /** E10: a model's text is not known before, so the stop string is from the middle of its own reply. */
  async stop(context) {
    const request = once('Count from one to six in words.', { maxTokens: 40 });
    const whole = (await ask(context, request)).text;
    const middle = whole.length >> 1;
    const stop = whole.slice(middle, middle + 4);
    if (stop.trim() === '') return 'the model said too little to stop it';
    const { text, finishReason } = await ask(context, { ...request, stop: [stop] });
    const wanted = whole.slice(0, whole.indexOf(stop));
    expect(text === wanted, `“${wanted}” should have come, and “${text}” came`);
    expect(finishReason === 'stop', `it ended with ${finishReason}`);
    return null;
  },

  /** E11 */
  async length(context) {
    const { usage, finishReason } = await ask(
      context,
      once('Count from one to six in words.', { maxTokens: 2 }),
    );
    expect(finishReason === 'length', `it ended with ${finishReason}`);
    expect(usage.completionTokens <= 2, `${usage.completionTokens} tokens came where 2 were allowed`);
    return null;
  },
};

const cancelled = new Error('the check cancelled it');

const schema = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 20 }, age: { type: 'integer', minimum: 0 } },
  required: ['name', 'age'],
  additionalProperties: false,
} as const;

const weather: ToolDefinition = {
  name: 'weather',
  description: 'Tells the weather of a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string', maxLength: 40 }, unit: { type: 'string', enum: ['C', 'F'] } },
    required: ['city', 'unit'],
  },
  risk: 'read',
  destructive: false,
  timeoutMs: 1000,
  origin: 'built-in',
};

/** Greedy, 24 tokens, no tools. */
function once(content: string, more: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    messages: [
      { role: 'system', content: 'Answer in a few words.' },
      { role: 'user', content },
    ],
    tools: [],
    maxTokens: 24,
    ...more,
  };
}

function ask({ engine, clock, signal }: CheckContext, request: GenerateRequest) {
  return readReply(engine, request, { clock, signal });
}

/** A cancel must come back as its own reason, and the engine must work on. */
async function expectCancelled(
  context: CheckContext,
  stop: AbortController,
  request: GenerateRequest,
  onText?: () => void,
): Promise<void> {
  const { engine, clock } = context;
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const reply = readReply(engine, request, { clock, signal, ...(onText ? { onText } : {}) });
  const outcome = await reply.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  context.signal.throwIfAborted();
  expect(outcome === cancelled, outcome === null ? 'it went on to its end' : `it failed: ${String(outcome)}`);
  const after = await ask(context, once('What is two and two?'));
  expect(after.text.trim() !== '', 'no text came after the cancel');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
