import type { ToolDefinition } from '@kinglet/spec';
import { GrammarCompiler, GrammarMatcher, TokenizerInfo } from '@mlc-ai/web-xgrammar';
import { describe, expect, test } from 'vitest';
import { schemaGrammar } from '../grammar/schema-grammar.ts';
import { readGbnf } from '../grammar/testing/gbnf.ts';
import { randomSample } from '../grammar/testing/random-sample.ts';
import { seededRandom } from '../grammar/testing/seeded-random.ts';
import { toolGrammar } from '../grammar/tool-grammar.ts';
import { callText } from '../prompt/chat-turns.ts';
import { defaultPromptFormat } from '../prompt/prompt-format.ts';

/** The build of XGrammar that web-llm 0.2.86 bundles, with a vocabulary of single characters and an end token. */
const end = '</s>';
const vocabulary = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  ...'\né漢😀öß\t',
  end,
];
const tokenizer = await TokenizerInfo.createTokenizerInfo(vocabulary, 'raw', false, vocabulary.length, [
  vocabulary.indexOf(end),
]);
const compiler = await GrammarCompiler.createGrammarCompiler(tokenizer);

async function accepts(grammar: string | null, text: string): Promise<boolean> {
  const matcher = await GrammarMatcher.createGrammarMatcher(await compiler.compileGrammar(grammar ?? ''));
  return (
    [...text, end].every((token) => matcher.acceptToken(vocabulary.indexOf(token))) && matcher.isTerminated()
  );
}

const weather: ToolDefinition = {
  name: 'weather',
  description: 'Weather',
  parameters: {
    type: 'object',
    properties: {
      city: { type: 'string', maxLength: 10 },
      unit: { type: 'string', enum: ['C', 'F'] },
      days: { type: 'integer', minimum: 1, maximum: 14 },
    },
    required: ['city', 'unit'],
  },
  risk: 'read',
  destructive: false,
  timeoutMs: 1000,
  origin: 'built-in',
};

const grammar = (toolChoice: 'auto' | 'none' | 'required') =>
  toolGrammar({ tools: [weather], toolChoice, form: defaultPromptFormat.call });
const call = (args: object) =>
  callText({ id: '', name: 'weather', argumentsText: JSON.stringify(args) }, defaultPromptFormat);

describe('XGrammar reads our grammars', () => {
  test.each([
    [call({ city: 'Bern', unit: 'C' }), true],
    [call({ city: 'Bern', unit: 'C', days: 14 }), true],
    ['It is mild, I think.\nCafé?', true],
    ['<b>mild</b>', true],
    [call({ city: 'Bern', unit: 'K' }), false],
    [call({ city: 'Bern', unit: 'C', days: 15 }), false],
    [call({ city: 'Much too long a name', unit: 'C' }), false],
    [call({ unit: 'C' }), false],
  ])('auto: %s is %s', async (text, accepted) => {
    expect(await accepts(grammar('auto'), text)).toBe(accepted);
  });

  test('required takes no text, none takes no call', async () => {
    expect(await accepts(grammar('required'), 'Mild.')).toBe(false);
    expect(await accepts(grammar('required'), call({ city: 'Bern', unit: 'F' }))).toBe(true);
    expect(await accepts(grammar('none'), call({ city: 'Bern', unit: 'F' }))).toBe(false);
  });

  test('a schema gives compact JSON only', async () => {
    const schema = schemaGrammar({
      type: 'object',
      properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0 } },
      required: ['name', 'age'],
    });
    expect(await accepts(schema, '{"name":"Ada \\"A\\"","age":36}')).toBe(true);
    expect(await accepts(schema, '{"name":"Ada","age":-1}')).toBe(false);
    expect(await accepts(schema, '{ "name": "Ada", "age": 36 }')).toBe(false);
  });

  test('as our own matcher reads them, whatever the schema', async () => {
    let taken = 0;
    let refused = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = seededRandom(seed);
      const { schema, value } = randomSample(random, 1 + (seed % 2));
      const printed = schemaGrammar(schema);
      const own = readGbnf(printed);
      const fitting = [JSON.stringify(value()), own.sample(random)];
      const texts = [...fitting, ...fitting.map((text) => changed(text, random))];
      for (const text of texts.filter((each) => [...each].every((char) => vocabulary.includes(char)))) {
        const expected = own.accepts(text);
        expect(await accepts(printed, text), `seed ${seed}: ${text} against ${printed}`).toBe(expected);
        if (expected) taken++;
        else refused++;
      }
    }
    expect(Math.min(taken, refused)).toBeGreaterThan(40);
  });
});

/** One character less, doubled, or another one in its place. */
function changed(text: string, random: () => number): string {
  const chars = [...text];
  const at = Math.floor(random() * chars.length);
  const char = chars[at] ?? '';
  return chars.with(at, ['', char + char, '7', '"', '}'][Math.floor(random() * 5)] ?? '').join('');
}
