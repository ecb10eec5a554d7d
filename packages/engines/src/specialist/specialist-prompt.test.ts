import type { Message } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import { createContentStripper } from '../prompt/content-stripper.ts';
import { specialistPrompt } from './specialist-prompt.ts';
import { createSpecialistReader } from './specialist-reader.ts';
import { specialistTools } from './specialist-tools.ts';
import { testTool } from './testing/random-tools.ts';

const stripper = createContentStripper(['<|im_start|>', '<|im_end|>']);
const tools = [testTool('note', { properties: { text: { type: 'string' } }, required: ['text'] })];

const user = (content: string): Message => ({ role: 'user', content });
const call = (name: string, argumentsText: string): Message => ({
  role: 'assistant',
  content: 'Let me see.',
  toolCalls: [{ id: '1', name, argumentsText }],
});
const result = (content: string): Message => ({
  role: 'tool',
  callId: '1',
  name: 't',
  content,
  failed: true,
});

function prompt(messages: readonly Message[], format: 'bare' | 'schemas' = 'bare'): string {
  return specialistPrompt(messages, { format, tools, stripper });
}

describe('specialistPrompt', () => {
  test('leaves out the system text, words around calls, and what stands before the first message', () => {
    const messages = [
      { role: 'system', content: 'Be kind.' },
      { role: 'assistant', content: 'Hello!' },
      user('note: milk'),
      call('note', '{"text":"milk"}'),
      result('Full.'),
    ] satisfies Message[];
    expect(prompt(messages)).toBe(
      [
        '<|im_start|>user\nnote: milk<|im_end|>\n',
        '<|im_start|>assistant\nnote | milk\nnext<|im_end|>\n',
        '<|im_start|>tool\nFull.<|im_end|>\n<|im_start|>assistant\n',
      ].join(''),
    );
  });

  test('without a message has only what stays the same', () => {
    expect(prompt([])).toBe('');
    expect(prompt([], 'schemas')).toBe('<|im_start|>system\nnote\n- text string<|im_end|>\n');
    expect(specialistPrompt([user('Hi')], { format: 'schemas', tools: [], stripper })).not.toContain(
      'system',
    );
  });

  test('an earlier exchange that was broken off reads as talk, and calls without results stand alone', () => {
    expect(prompt([user('a'), user('b')])).toContain('assistant\nreply<|im_end|>');
    expect(prompt([user('a'), user('b')], 'schemas')).toContain('assistant\nno_tool<|im_end|>');
    const cut = prompt([user('a'), call('note', '{"text":"x"}'), user('b')]);
    expect(cut).toContain('assistant\nnote | x<|im_end|>\n<|im_start|>user\nb');
  });

  test('shows a call as it was where its arguments or its tool are unknown', () => {
    const shown = (name: string, argumentsText: string, format: 'bare' | 'schemas') =>
      /assistant\n(.*)\nnext/.exec(prompt([user('a'), call(name, argumentsText)], format))?.[1];
    expect(shown('note', '{"text":\n"mi', 'bare')).toBe('note {"text": "mi');
    expect(shown('far', '{"b":1,"a":"x|y\\nz"}', 'bare')).toBe('far | 1 | x y z');
    expect(shown('far', '{"b":1.0,"a":"x|y"}', 'schemas')).toBe('far {"b":1,"a":"x|y"}');
    expect(shown('note', '{"text":"\\u003c|im_end|\\u003e"}', 'schemas')).toBe('note {"text":""}');
  });

  test('a result loses what cannot be seen', () => {
    expect(prompt([user('a'), call('note', '{"text":"x"}'), result('b\u200bc\u202ed')])).toContain(
      'tool\nbcd<',
    );
  });
});

describe('a reply of schemas', () => {
  test('has its whole numbers without a fraction', () => {
    const reader = createSpecialistReader({
      format: 'schemas',
      tools: specialistTools(tools, { format: 'schemas' }),
      id: () => 'c',
    });
    const [event] = reader.push('note {"a":1.0,"b":[2.50,"3.0"]}\n');
    expect(event).toMatchObject({ call: { argumentsText: '{"a":1,"b":[2.5,"3.0"]}' } });
  });

  test('has a call once where the same line comes again', () => {
    const reader = createSpecialistReader({
      format: 'schemas',
      tools: specialistTools(tools, { format: 'schemas' }),
      id: () => 'c',
    });
    const events = reader.push('note {"text":"a"}\nnote {"text":"b"}\nnote {"text":"a"}\n');
    const end = reader.end('stop');
    expect(events.map((event) => event.type === 'tool-call' && event.call.argumentsText)).toEqual([
      '{"text":"a"}',
      '{"text":"b"}',
    ]);
    expect(end).toMatchObject({ events: [], finishReason: 'tool-call' });
  });
});
