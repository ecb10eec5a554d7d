import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('without arguments: all rows, in Node', () => {
  expect(readOptions([])).toMatchObject({
    ...{ adapter: null, engine: 'node', split: 'all', seal: [], teacher: false },
    limit: Number.POSITIVE_INFINITY,
  });
});

test('takes several files of Seal-Tools, and files to plot', () => {
  expect(readOptions(['--seal', 'a', '--seal', 'b']).seal).toEqual(['a', 'b']);
  expect(readOptions(['--plot', 'x.svg', 'base=a.json', 'b.json']).files).toEqual(['base=a.json', 'b.json']);
});

test.each([
  [['--engine', 'gpu'], '--engine is gpu; allowed: node, browser, both'],
  [['--split', 'half'], '--split is half; allowed: train, test, all'],
  [['--limit', '0'], '--limit is 0'],
  [['--limit', 'many'], '--limit is many'],
  [['--tasks', 'a', '--calls', 'b'], '--calls and --tasks cannot be combined'],
  [['rows.jsonl'], 'rows.jsonl belongs to no option'],
  [['--adaptor', 'x'], "Unknown option '--adaptor'"],
  [['--json'], 'argument missing'],
])('%j is refused with the usage', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
  expect(() => readOptions(args)).toThrow('Usage: pnpm eval');
});
