import type { Json, ToolDefinition } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { chatText, systemText } from '../prompt/system-text.ts';
import { echoTool } from '../testing/run-fixture.ts';
import { checkAnswer } from './answer.ts';
import { checkGrounding, groundOf } from './grounding.ts';
import { callKey, checkRepetition } from './repetition.ts';
import { looksLikeCall } from './schema.ts';
import { loopStart } from './text-loop.ts';

const { definition } = echoTool();

function grounded(value: Json, conversation: string, extra: Partial<ToolDefinition> = {}): boolean {
  const call = { id: 'c', name: 'echo', arguments: { text: value } };
  return checkGrounding(call, { ...definition, ...extra }, groundOf([conversation])).passed;
}

describe('grounding', () => {
  it.each<[Json, string]>([
    ['12 minutes', 'Set a timer for 12 minutes, please'],
    ['5 foot 11', 'How much is 5 Foot 11 in cm?'],
    ['17.50 plus 10%', 'what is 17,50 + 10 %'],
    ['next Friday', 'what date is NEXT   friday?'],
    ['remind me to call Zoé', 'call Zoe! reminder'],
    ['1234.5', 'I paid 1,234.50'],
    ['1.234,50', 'I paid 1234.5'],
    ['1234', 'about 1 234 people'],
    [1200, 'twelve is 12, and 1,200 is more'],
    [25, 'twenty-five of them'],
    [0.5, 'half an hour'],
    [0.1, 'ten: 10%'],
    [-5, 'it is -5 outside'],
    ['meeting note', 'find my notes on the meeting'],
    ['買い物', '買い物リストを作って'],
    ['https://Example.com/a', 'read https://example.com/a.'],
    ['example.com', 'look at example.com, will you'],
    ['', 'anything'],
    [true, 'anything'],
    [['12', 'cats'], '12 cats'],
  ])('[V2] takes %j from "%s"', (value, conversation) => {
    expect(grounded(value, conversation)).toBe(true);
  });

  it.each<[Json, string]>([
    ['13 minutes', 'Set a timer for 12 minutes'],
    ['buy milk', 'remind me to call mum'],
    ['1750', 'what is 17.50 plus 10%'],
    [19.25, '17.50 plus 10%'],
    ['17.50 * 1.10', '17.50 plus 10%'],
    ['2026-12-25', 'what day is 25 December?'],
    ['https://example.org', 'read https://example.com'],
    ['https://example.com/x', 'read https://example.com with x'],
    ['https://paypals.com', 'read https://paypal.com'],
    ['cat', 'category'],
    [['12', 'dogs'], '12 cats'],
  ])('[V2] does not find %j in "%s"', (value, conversation) => {
    expect(grounded(value, conversation)).toBe(false);
  });

  it('[V2] exempts what code computes, enums and defaults', () => {
    expect(grounded('cm', 'hello', { ungrounded: ['text'] })).toBe(true);
    const properties = { text: { enum: ['cm', 'in'], default: 'km' } };
    expect(grounded('cm', 'hello', { parameters: { type: 'object', properties } })).toBe(true);
    expect(grounded('km', 'hello', { parameters: { type: 'object', properties } })).toBe(true);
    expect(grounded('mm', 'hello', { parameters: { type: 'object', properties } })).toBe(false);
  });

  it('[V2] names the argument and its value', () => {
    const call = { id: 'c', name: 'echo', arguments: { text: 'goodbye' } };
    expect(checkGrounding(call, definition, groundOf(['hello'])).reason).toBe(
      'echo: "text" is "goodbye", which stands nowhere in the conversation.',
    );
  });
});

describe('repetition', () => {
  it('[V3] finds the same arguments in another order', () => {
    const a = { id: '1', name: 'echo', arguments: { x: 1, y: 2 } };
    const b = { id: '2', name: 'echo', arguments: { y: 2, x: 1 } };
    expect(checkRepetition(b, new Set([callKey(a)])).passed).toBe(false);
    expect(checkRepetition({ ...b, name: 'other' }, new Set([callKey(a)])).passed).toBe(true);
  });
});

describe('schema', () => {
  it('[V1] sees a call that was written as text, and no call in other text', () => {
    expect(looksLikeCall('{"name":"echo","arguments":{}}', [definition])).toBe(true);
    expect(looksLikeCall('<tool_call>{"name": "echo", "parameters": {}}', [definition])).toBe(true);
    expect(looksLikeCall('{"name":"other","arguments":{}}', [definition])).toBe(false);
    expect(looksLikeCall('Use {"name":"echo","arguments":{}}', [definition])).toBe(false);
  });
});

describe('answer', () => {
  const check = (text: string, lastResult: string | null = null, said = '') =>
    checkAnswer(text, { lastResult, ground: groundOf([said, lastResult ?? '']) }).passed;

  it('[V4] takes an answer that reports the result', () => {
    expect(check('17.5% of 240 is 42.', '17.5% of 240 = 42', '17.5% of 240?')).toBe(true);
    expect(check('Noted.', 'Saved the note.')).toBe(true);
    expect(check('1. Paris\n2. Rome')).toBe(true);
  });

  it('[V4] refuses one that is empty, leaks control tokens, invents or leaves out the number', () => {
    expect(check(' \n')).toBe(false);
    expect(check('Ok<|im_end|>')).toBe(false);
    expect(check(`Ok. ${'I will do that. '.repeat(20)}`)).toBe(false);
    expect(check(`Ok. ${systemText}`)).toBe(false);
    expect(check(`Ok. ${chatText} Bye.`)).toBe(false);
    expect(check('It is 43.', '17.5% of 240 = 42')).toBe(false);
    expect(check('Here you are.', '17.5% of 240 = 42')).toBe(false);
  });

  it('[V4] lets an answer sum up a long result without its numbers', () => {
    expect(check('It lists prices.', `price 12, ${'price 13, '.repeat(40)}`)).toBe(true);
  });
});

describe('a loop in a text', () => {
  it('[A21] is found by its period and by its lines', () => {
    expect(loopStart('no '.repeat(60))).toBeGreaterThanOrEqual(0);
    const lines = [1, 2, 3, 4].map((n) => `${n}. The capital of France.`).join('\n');
    const text = `A list:\n${lines}`;
    expect(text.slice(0, loopStart(text))).toBe('A list:\n1. The capital of France.');
  });

  it('[A21] is not seen in tables, short repeats and plain prose', () => {
    expect(loopStart(`| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n| 1 | 2 | 3 | 4 |`)).toBe(-1);
    expect(loopStart([1, 2, 3, 4].map((n) => `202${n}: revenue of ${n} million`).join('\n'))).toBe(-1);
    expect(loopStart('ha ha ha ha ha')).toBe(-1);
    expect(loopStart(['- one: 1', '- two: 2', '- three: 3', '- four: 4'].join('\n'))).toBe(-1);
    expect(loopStart('It was the best of times, it was the worst of times, it was the age of wisdom.')).toBe(
      -1,
    );
  });
});
