import { describe, expect, test } from 'vitest';
import { GrammarRules } from './grammar-rules.ts';
import { PatternError, PatternReader } from './pattern-reader.ts';
import { stringFormats } from './string-formats.ts';
import { readGbnf } from './testing/gbnf.ts';
import { seededRandom } from './testing/seeded-random.ts';

const grammarOf = (pattern: string) => readGbnf(new GrammarRules().print(new PatternReader(pattern).whole()));

const patterns = [
  'a',
  '^a',
  'a$',
  '^a$|^b',
  '^$',
  '^(?:ab|c)+?$',
  '^(?<year>\\d{4})-\\d{2}$',
  '^[A-Z]{2,}$',
  '^[^\\d\\s]+$',
  '^[\\w.+-]*$',
  '^\\x41\\u0042\\u{1F600}$',
  '^\\/\\.\\\\$',
  '^.{2}$',
  '^[-a]$',
  '^[a\\-]$',
  '^\\D\\W\\S$',
  '^[\\n\\t"\\\\]$',
  ...Object.values(stringFormats),
];
const texts = [
  ...[
    '',
    'a',
    'b',
    'ba',
    'ab',
    'abc',
    'abab',
    'xay',
    '2024-12',
    '20241-12',
    'AB',
    'A',
    'a b',
    'a_b.c+d-e',
    '-',
  ],
  ...[
    'AB😀',
    '/.\\',
    '😀é',
    'é\n',
    '\n',
    '"',
    '\\',
    'x-!',
    '1-!',
    '2024-02-29',
    '2023-02-29',
    '2000-02-29',
    '1900-02-29',
  ],
  ...[
    '24:00:00Z',
    '23:59:59Z',
    'a@b.c',
    'a@b',
    'a..b@c.d',
    '255.255.255.255',
    '256.0.0.1',
    'http://a/?b#c',
    'http//a',
  ],
];

describe('a pattern', () => {
  test.each(patterns)('%s fits what the regular expression fits', (pattern) => {
    const expression = new RegExp(pattern, 'u');
    const grammar = grammarOf(pattern);
    for (const text of texts) expect(grammar.accepts(text), JSON.stringify(text)).toBe(expression.test(text));
    const random = seededRandom(1);
    for (let round = 0; round < 30; round++) {
      const text = grammar.sample(random);
      expect(expression.test(text), JSON.stringify(text)).toBe(true);
    }
  });

  test.each([
    ['(', 'not a regular expression'],
    ['^(?=a)', '"(?=a)"'],
    ['^(?<!a)b', '"(?<!a)b"'],
    ['(a)\\1', '"\\1"'],
    ['\\bword', '"\\bword"'],
    ['^\\p{L}$', '"\\p{L}$"'],
    ['a^b', '"^b"'],
    ['(a$)', '"$)"'],
    ['\\uD83D', 'surrogate'],
    ['a'.repeat(1001), '1001 characters'],
  ])('%s is refused, and says why', (pattern, reason) => {
    expect(() => new PatternReader(pattern).whole()).toThrow(PatternError);
    expect(() => new PatternReader(pattern).whole()).toThrow(reason);
  });
});
