import { describe, expect, test } from 'vitest';
import { readGbnf } from '../grammar/testing/gbnf.ts';
import { createContentStripper } from '../prompt/content-stripper.ts';
import { specialistStep } from './specialist-step.ts';
import { callOf, type PromptFixture, promptFixtures, transcriptOf } from './testing/prompt-fixtures.ts';

const stripper = createContentStripper(['<|im_start|>', '<|im_end|>', '<|endoftext|>']);
const fixtures = promptFixtures().map((fixture) => [fixture.about, fixture] as const);

function stepOf({ format, tools, messages }: PromptFixture) {
  return specialistStep({ messages: transcriptOf(messages), tools }, { format, stripper, id: () => 'c' });
}

describe('the shared rows of prompts and replies', () => {
  test.each(fixtures)('%s: the prompt', (_, fixture) => {
    expect(stepOf(fixture).prompt).toBe(fixture.prompt);
  });

  test.each(fixtures)('%s: the grammar takes the reply', (_, fixture) => {
    expect(readGbnf(stepOf(fixture).grammar).accepts(fixture.replyText)).toBe(true);
  });

  test.each(fixtures)('%s: the reply is read', (_, fixture) => {
    const { reader } = stepOf(fixture);
    const pushed = reader.push(fixture.replyText);
    const { events, ...end } = reader.end('stop');
    const calls = [...pushed, ...events].flatMap((event) => (event.type === 'tool-call' ? [event.call] : []));
    const text = pushed.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
    const parsed = ({ argumentsText, ...call }: (typeof calls)[number]) => ({
      ...call,
      arguments: JSON.parse(argumentsText) as unknown,
    });
    expect(calls.map(parsed)).toEqual(fixture.reply.flatMap(callOf).map(parsed));
    expect(text).toBe(
      fixture.reply.map((action) => (typeof action === 'object' ? textOf(action) : '')).join(''),
    );
    expect(end).toEqual({
      finishReason: calls.length > 0 ? 'tool-call' : fixture.reply.includes('other') ? 'hand-on' : 'stop',
      continues: fixture.replyText.endsWith('\nnext'),
    });
  });
});

function textOf(action: object): string {
  if ('ask' in action) return String(action.ask);
  return 'say' in action ? String(action.say) : '';
}
