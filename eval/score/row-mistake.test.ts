import type { Json, JsonObject } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import type { RightCall, Row } from '../rows/row.ts';
import { namesAreRight, rowMistake, ruleOf } from './row-mistake.ts';

/** A row with one function `f` of one parameter `x`. */
function rowOf(declared: JsonObject, answers: readonly Json[], required: readonly string[] = ['x']): Row {
  const parameters = { type: 'dict', properties: { x: declared }, required };
  return {
    id: 'row',
    question: [{ role: 'user', content: 'ask' }],
    functions: [{ name: 'f', description: '', parameters }],
    rightCalls: [{ f: { x: answers } }],
  };
}

function isRight(declared: JsonObject, answers: readonly Json[], value: Json): boolean {
  return rowMistake([{ name: 'f', arguments: { x: value } }], rowOf(declared, answers), 'match') === null;
}

describe('values', () => {
  test.each<[string, JsonObject, readonly Json[], Json, boolean]>([
    ['equal numbers', { type: 'integer' }, [5], 5, true],
    ['another number', { type: 'integer' }, [5], 6, false],
    ['any of the answers', { type: 'integer' }, [4, 5], 5, true],
    ['a fraction for an integer', { type: 'integer' }, [5], 5.5, false],
    ['a text for an integer', { type: 'integer' }, [5], '5', false],
    ['a whole number for a float', { type: 'float' }, [5.5, 5], 5, true],
    ['a fraction for a float', { type: 'float' }, [0.05], 0.05, true],
    ['a number for a text', { type: 'string' }, ['5'], 5, false],
    ['a number for a text where the answers are numbers', { type: 'string' }, [5], 5, true],
    ['a boolean', { type: 'boolean' }, [true], true, true],
    ['the other boolean', { type: 'boolean' }, [true], false, false],
    ['a number for a boolean', { type: 'boolean' }, [true], 1, false],
    ['null for a text where an answer is null', { type: 'string' }, [null], null, true],
    ['a variable for an integer', { type: 'integer' }, ['x'], 'x', true],
    ['another variable, whose case counts', { type: 'integer' }, ['x'], 'X', false],
    ['any, as a text', { type: 'any' }, ['on'], 'On', true],
    ['any, as the type of the answers', { type: 'any' }, [3], 3, true],
    ['any, as another type', { type: 'any' }, ['3'], 3, false],
  ])('%s', (_, declared, answers, value, expected) => {
    expect(isRight(declared, answers, value)).toBe(expected);
  });
});

describe('texts', () => {
  test.each<[string, string, boolean]>([
    ['San Francisco, CA', 'san francisco CA', true],
    ['April 1, 2024', 'April 1 2024', true],
    ['a/b-c_d*e^f.g', 'ABCDEFG', true],
    ["it's", 'it"s', true],
    ['New York', 'New York City', false],
    ['a:b', 'ab', false],
  ])('%s and %s', (answer, value, expected) => {
    expect(isRight({ type: 'string' }, [answer], value)).toBe(expected);
  });
});

describe('lists', () => {
  const texts = { type: 'array', items: { type: 'string' } };
  const floats = { type: 'array', items: { type: 'float' } };
  const matrix = { type: 'array', items: { type: 'array', items: { type: 'integer' } } };
  test.each<[string, JsonObject, readonly Json[], Json, boolean]>([
    ['equal', texts, [['a', 'b']], ['a', 'b'], true],
    ['standardised items', texts, [['A b', 'C.']], ['ab', 'c'], true],
    ['another order', texts, [['a', 'b']], ['b', 'a'], false],
    ['an item more', texts, [['a']], ['a', 'b'], false],
    ['one of two answers', texts, [['a'], ['b']], ['b'], true],
    ['mixed items, even as the answers have them', texts, [['a', 1]], ['a', 1], false],
    ['items of another type', texts, [['1']], [1], false],
    ['whole numbers among floats', floats, [[1, 2.5]], [1, 2.5], true],
    ['a tuple', { type: 'tuple', items: { type: 'integer' } }, [[1, 2]], [1, 2], true],
    ['lists in a list', matrix, [[[1, 2], [3]]], [[1, 2], [3]], true],
    ['another list in a list', matrix, [[[1, 2]]], [[1, 3]], false],
    ['nothing where it may be left out', texts, ['', ['a']], [], true],
    ['nothing where it may not', texts, [['a']], [], false],
    ['a text for a list', texts, [['a']], 'a', false],
    ['a list written as a text, as the answers have it', texts, ['a'], 'a', true],
  ])('%s', (_, declared, answers, value, expected) => {
    expect(isRight(declared, answers, value)).toBe(expected);
  });
});

describe('dicts', () => {
  const dict = { type: 'dict', properties: {} };
  const dicts = { type: 'array', items: dict };
  const answers = [{ city: ['Paris', 'Paris, FR'], days: [3, ''] }];
  test.each<[string, JsonObject, readonly Json[], Json, boolean]>([
    ['each key by its answers', dict, answers, { city: 'paris fr', days: 3 }, true],
    ['an optional key left out', dict, answers, { city: 'Paris' }, true],
    ['a key left out', dict, answers, { days: 3 }, false],
    ['a key more', dict, answers, { city: 'Paris', x: 1 }, false],
    ['another value', dict, answers, { city: 'Paris', days: 4 }, false],
    ['any of the dicts', dict, ['', { a: [1] }, { b: [2] }], { b: 2 }, true],
    ['a text for a dict', dict, answers, 'Paris', false],
    ['a list as a value', dict, [{ a: [['x', 'y']] }], { a: ['x', 'y'] }, true],
    [
      'a dict as a value, compared as it stands',
      dict,
      [{ a: [{ b: 1, c: 2 }] }],
      { a: { c: 2, b: 1 } },
      true,
    ],
    ['dicts in a list', dicts, [[{ a: [1] }, { b: [2] }]], [{ a: 1 }, { b: 2 }], true],
    ['dicts in another order', dicts, [[{ a: [1] }, { b: [2] }]], [{ b: 2 }, { a: 1 }], false],
    ['a dict too few', dicts, [[{ a: [1] }, { b: [2] }]], [{ a: 1 }], false],
    ['one of two lists of dicts', dicts, [[{ a: [1] }], [{ a: [2] }]], [{ a: 2 }], true],
    ['texts for dicts', dicts, [[{ a: [1] }]], ['a'], false],
  ])('%s', (_, declared, possible, value, expected) => {
    expect(isRight(declared, possible, value)).toBe(expected);
  });
});

describe('one call', () => {
  const row = rowOf({ type: 'integer' }, [5]);

  test('another function is wrong', () => {
    expect(rowMistake([{ name: 'g', arguments: { x: 5 } }], row, 'match')).toBe('called g, not f');
  });

  test('a name with dots is compared as it stands', () => {
    const dotted: Row = {
      ...row,
      functions: [{ name: 'a.b', description: '', parameters: { type: 'dict', properties: {} } }],
      rightCalls: [{ 'a.b': {} }],
    };
    expect(rowMistake([{ name: 'a.b', arguments: {} }], dotted, 'match')).toBeNull();
    expect(rowMistake([{ name: 'a_b', arguments: {} }], dotted, 'match')).toBe('called a_b, not a.b');
  });

  test('a required parameter must be there, even where an answer would let it go', () => {
    const lenient = rowOf({ type: 'integer' }, [5, '']);
    expect(rowMistake([{ name: 'f', arguments: {} }], lenient, 'match')).toBe('missing required parameter x');
  });

  test('an optional one may be left out only where the answers say so', () => {
    const call = [{ name: 'f', arguments: {} }];
    expect(rowMistake(call, rowOf({ type: 'integer' }, [5, ''], []), 'match')).toBeNull();
    expect(rowMistake(call, rowOf({ type: 'integer' }, [5], []), 'match')).toContain('left out x');
  });

  test('a parameter that is not declared is wrong', () => {
    expect(rowMistake([{ name: 'f', arguments: { x: 5, y: 1 } }], row, 'match')).toBe(
      'unexpected parameter y',
    );
  });

  test('so is a declared one that no answer has', () => {
    const silent: Row = { ...row, rightCalls: [{ f: {} }] };
    expect(rowMistake([{ name: 'f', arguments: { x: 5 } }], silent, 'match')).toBe('unexpected parameter x');
  });

  test('names of every object are no parameters', () => {
    const call = { name: 'f', arguments: JSON.parse('{"x":5,"toString":"y"}') as JsonObject };
    expect(rowMistake([call], row, 'match')).toBe('unexpected parameter toString');
  });
});

describe('several calls', () => {
  const right: readonly RightCall[] = [{ f: { x: [1] } }, { f: { x: [2] } }];
  const row: Row = { ...rowOf({ type: 'integer' }, []), rightCalls: right };
  const call = (x: number) => ({ name: 'f', arguments: { x } });

  test('in any order', () => {
    expect(rowMistake([call(2), call(1)], row, 'match')).toBeNull();
  });

  test('each right call needs one of its own', () => {
    expect(rowMistake([call(1), call(1)], row, 'match')).toContain('1 is not one of [2]');
  });

  test.each([[[]], [[call(1)]], [[call(1), call(2), call(2)]]])('a wrong number is wrong: %j', (calls) => {
    expect(rowMistake(calls, row, 'match')).toBe(`made ${calls.length} calls, not 2`);
  });

  test('names are right whatever the order and the arguments', () => {
    expect(namesAreRight([call(7), call(8)], row, 'match')).toBe(true);
    expect(namesAreRight([call(7)], row, 'match')).toBe(false);
    expect(namesAreRight([], row, 'no-call')).toBeNull();
  });
});

describe('rules by category', () => {
  const row: Row = { ...rowOf({ type: 'integer' }, []), rightCalls: null };
  const call = { name: 'anything', arguments: {} };

  test('irrelevance: right without a call', () => {
    expect(rowMistake([], row, ruleOf('irrelevance'))).toBeNull();
    expect(rowMistake([call], row, ruleOf('live_irrelevance'))).not.toBeNull();
  });

  test('live_relevance: right with any call', () => {
    expect(rowMistake([call], row, ruleOf('live_relevance'))).toBeNull();
    expect(rowMistake([], row, ruleOf('live_relevance'))).not.toBeNull();
  });

  test.each(['simple_python', 'multiple', 'parallel', 'parallel_multiple', 'live_simple'])(
    '%s: matches',
    (name) => {
      expect(ruleOf(name)).toBe('match');
    },
  );
});

describe('exact, for Seal-Tools', () => {
  const row: Row = { ...rowOf({ type: 'float' }, []), rightCalls: [{ f: { x: ['40.7'], y: ['a b'] } }] };

  test('a number may stand for its text', () => {
    expect(rowMistake([{ name: 'f', arguments: { y: 'a b', x: 40.7 } }], row, 'exact')).toBeNull();
  });

  test.each<[JsonObject, string]>([
    [{ x: 40.7, y: 'A b' }, 'y: A b, not a b'],
    [{ x: 40.7 }, 'y: left out, not a b'],
    [{ x: 40.7, y: 'a b', z: 1 }, 'z: 1, not left out'],
  ])('%j is wrong', (values, mistake) => {
    expect(rowMistake([{ name: 'f', arguments: values }], row, 'exact')).toBe(mistake);
  });
});
