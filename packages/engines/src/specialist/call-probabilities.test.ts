import { describe, expect, it } from 'vitest';
import { createContentStripper } from '../prompt/content-stripper.ts';
import { callProbabilities, type WeighedText } from './call-probabilities.ts';
import { specialistStep } from './specialist-step.ts';

const tool = {
  name: 'add',
  description: '',
  parameters: { type: 'object', properties: { a: {}, b: {} } },
  risk: 'read',
  destructive: false,
  timeoutMs: 1,
  origin: 'built-in',
} as const;

/** `text:0.5|more:1` as tokens with their probabilities. */
function pieces(...tokens: readonly (readonly [string, number])[]): readonly WeighedText[] {
  return tokens.map(([text, probability]) => ({ text, logProbability: Math.log(probability) }));
}

function weighed(tokens: readonly WeighedText[], format: 'bare' | 'schemas') {
  const { reader } = specialistStep(
    { messages: [{ role: 'user', content: 'Go' }], tools: [tool] },
    { format, stripper: createContentStripper([]), id: () => 'c' },
  );
  for (const { text } of tokens) reader.push(text);
  reader.end('stop');
  return callProbabilities(tokens, reader.callLines, format).map((call) => ({
    ...call,
    name: Number(call.name.toFixed(4)),
    arguments: call.arguments.map((value) => Number(value.toFixed(4))),
  }));
}

describe('callProbabilities', () => {
  it('has the name and each value of a bare call, with what ends it, and no bars', () => {
    const reply = pieces(
      ['a', 0.5],
      ['dd', 0.9],
      [' |', 0.1],
      [' 1', 0.8],
      ['2', 0.5],
      [' |', 0.2],
      [' x', 0.7],
      ['', 0.5],
    );
    expect(weighed(reply, 'bare')).toEqual([{ name: 0.45, arguments: [0.08, 0.35], tokens: 8 }]);
  });

  it('has the name and each value of a call in JSON, and no keys', () => {
    const reply = pieces(
      ...([
        ['add', 0.5],
        [' {"', 0.1],
        ['a', 0.1],
        ['":', 0.1],
        ['12', 0.8],
        [',"', 0.9],
      ] as const),
      ...([
        ['b":', 0.1],
        ['{"x":[1,"},"]}', 0.5],
        ['}', 0.9],
      ] as const),
    );
    expect(weighed(reply, 'schemas')).toEqual([{ name: 0.5, arguments: [0.72, 0.45], tokens: 9 }]);
  });

  it('begins a text after its quote', () => {
    const reply = pieces(['add', 1], [' {"a":"', 0.1], ['Bern', 0.8], ['"', 0.5], ['}', 1]);
    expect(weighed(reply, 'schemas')[0]?.arguments).toEqual([0.4]);
  });

  it('tells each call once, and nothing of lines that are none', () => {
    const line = [
      ['add', 0.5],
      [' | 1', 0.5],
      ['\n', 1],
    ] as const;
    const reply = pieces(...line, ...line, ['add', 0.9], ['\n', 1], ['next', 1]);
    expect(weighed(reply, 'bare').map(({ name }) => name)).toEqual([0.5, 0.9]);
    expect(weighed(pieces(['reply', 0.9]), 'bare')).toEqual([]);
  });
});
