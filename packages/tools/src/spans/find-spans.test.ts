import { describe, expect, it } from 'vitest';
import { hostileTexts, sundayMs } from '../testing/tool-context.ts';
import type { SpanKind } from './find-spans.ts';
import { spokenMessage } from './spoken-message.ts';

const find = (message: string, kind: SpanKind) =>
  spokenMessage(message, { nowMs: sundayMs, timeZone: 'Europe/Zurich', hasAttachments: false })
    .spansOf(kind)
    .map(({ text }) => text);

describe('findSpans', () => {
  it.each([
    ['expression', 'What is 17.5% of 240?', ['17.5% of 240']],
    ['expression', 'can you add 1250 and 399?', ['add 1250 and 399']],
    ['expression', "I spent 45.20 and want to tip 15%, what's 15% of 45.20", ['15% of 45.20']],
    ['expression', 'square root of 144', ['square root of 144']],
    ['expression', 'remind me on 25/12/2026', []],
    ['expression', 'I have 3 cats', []],
    ['amount', 'Convert 5 foot 11 to cm', ['5 foot 11']],
    ['amount', "I weigh 72 kg, what's that in pounds?", ['72 kg']],
    ['amount', 'convert half a mile to km', ['half a mile']],
    ['amount', 'hello', []],
    ['unit', 'from km to feet and inches', ['km', 'feet and inches']],
    ['unit', 'turn the hand', []],
    ['day', 'How many days between 3 March and 10 April?', ['3 March', '10 April']],
    ['day', 'What date is next Friday?', ['next Friday']],
    ['day', "What is today's date?", ['today']],
    ['day', 'who wrote Hamlet?', []],
    ['moment', 'Remind me to stretch in 10 minutes', ['in 10 minutes']],
    ['moment', 'remind me tomorrow at 9 to call mum', ['tomorrow at 9']],
    ['moment', 'Explain photosynthesis in one sentence', []],
    ['moment', 'Good morning', []],
    ['place', "what's the time in New York right now", ['New York']],
    ['place', 'Tell me a joke', []],
    ['address', 'summarise https://en.wikipedia.org/wiki/Owl.', ['https://en.wikipedia.org/wiki/Owl']],
    ['address', 'what does example.org say?', ['example.org']],
    ['address', 'what is 3.5 times 2', []],
  ] as const)('%s in %j', (kind, message, expected) => {
    expect(find(message, kind)).toEqual(expected);
  });

  it.each(hostileTexts)('survives %j', (message) => {
    for (const kind of ['expression', 'amount', 'unit', 'day', 'moment', 'place', 'address'] as const) {
      for (const span of find(message, kind)) expect(message).toContain(span);
    }
  });

  it('reads the first 60 words of a long message', () => {
    expect(find(`${'word '.repeat(59)}tomorrow`, 'day')).toEqual(['tomorrow']);
    expect(find(`${'word '.repeat(60)}tomorrow`, 'day')).toEqual([]);
    expect(find('word '.repeat(1_000_000), 'day')).toEqual([]);
  });
});
