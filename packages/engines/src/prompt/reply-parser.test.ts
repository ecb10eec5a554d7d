import { describe, expect, test } from 'vitest';
import { createReplyParser } from './reply-parser.ts';

const form = { open: '<tool_call>{"name":"', middle: '","arguments":', close: '}</tool_call>' };
const call = '<tool_call>{"name":"time","arguments":{"place":"Bern"}}</tool_call>';

/** Feeds the text in pieces of `size`. */
function parse(text: string, size: number, callForm: typeof form | null = form) {
  const parser = createReplyParser(callForm);
  const deltas: string[] = [];
  for (let at = 0; at < text.length; at += size) deltas.push(parser.push(text.slice(at, at + size)));
  return { deltas, shown: deltas.join(''), ...parser.end() };
}

describe('createReplyParser', () => {
  test.each([1, 2, 7, 1000])('a call is whole and shows nothing, in pieces of %i', (size) => {
    const { shown, text, call: parsed } = parse(call, size);
    expect([shown, text, parsed]).toEqual(['', '', { name: 'time', argumentsText: '{"place":"Bern"}' }]);
  });

  test.each(['Hello there', '<b>bold</b>', '<tool_box> is text', `See ${call}`])(
    '%s is text, complete at any cut',
    (reply) => {
      for (let size = 1; size <= reply.length; size++) {
        const { shown, text, call: parsed } = parse(reply, size);
        expect([shown + text, parsed]).toEqual([reply, null]);
      }
    },
  );

  test('text is held back only while it may still be the marker', () => {
    expect(parse('<toy', 1).deltas).toEqual(['', '', '', '<toy']);
    expect(parse('Hi', 1).deltas).toEqual(['H', 'i']);
  });

  test('a marker that never ends is text after all', () => {
    expect(parse('<tool_c', 3)).toMatchObject({ shown: '', text: '<tool_c', call: null });
  });

  test.each([
    ['<tool_call>{"name":"ti', { name: 'ti', argumentsText: '' }],
    ['<tool_call>{"name":"time","arguments":{"pl', { name: 'time', argumentsText: '{"pl' }],
  ])('a call that was cut off keeps what came: %s', (text, parsed) => {
    expect(parse(text, 4).call).toEqual(parsed);
  });

  test('arguments may hold the closing text', () => {
    const tricky = `${form.open}time${form.middle}{"place":"}</tool_call>"}${form.close}`;
    expect(parse(tricky, 5).call).toEqual({ name: 'time', argumentsText: '{"place":"}</tool_call>"}' });
  });

  test('without a form all is text', () => {
    expect(parse(call, 3, null)).toMatchObject({ shown: call, text: '', call: null });
  });
});
