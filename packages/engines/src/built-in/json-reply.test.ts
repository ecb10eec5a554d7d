import { describe, expect, test } from 'vitest';
import { createJsonReply } from './json-reply.ts';

function read(chunks: readonly string[]) {
  const reply = createJsonReply();
  const shown = chunks.map((chunk) => reply.push(chunk));
  return { shown, end: reply.end() };
}

describe('createJsonReply', () => {
  test('gives text out as it comes, however the JSON is cut', () => {
    const value = 'a "b"\\ \n ü \u{1f426} /';
    const raw = ` {\n"text" : ${JSON.stringify(value).replace('ü', '\\u00fc')} }`;
    for (let at = 1; at < raw.length; at += 1) {
      const { shown, end } = read([raw.slice(0, at), raw.slice(at)]);
      expect(shown.join('')).toBe(value);
      expect(end).toEqual({ text: '', call: null });
    }
    expect(read([...raw]).shown.join('')).toBe(value);
  });

  test('holds a call back until its end', () => {
    const { shown, end } = read(['{"tool": "wea', 'ther", "arguments": {"city": "Bern"}}']);
    expect(shown).toEqual(['', '']);
    expect(end).toEqual({ text: '', call: { name: 'weather', argumentsText: '{"city":"Bern"}' } });
  });

  test.each([
    ['{"tool": "weather", "arguments": {"city": "Be', 'weather', '{"city": "Be'],
    ['{"tool": "wea', 'wea', ''],
  ])('keeps what came of a call that was cut: %s', (raw, name, argumentsText) => {
    expect(read([raw]).end.call).toEqual({ name, argumentsText });
  });

  test('what is neither is text', () => {
    expect(read(['[1, 2]']).end).toEqual({ text: '[1, 2]', call: null });
  });
});
