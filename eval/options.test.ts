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

test('takes modes in the order given, each once, with prices and how often a call may be wrong', () => {
  const args = ['--mode', 'escalated', '--mode', 'prompted', '--mode', 'escalated', '--prices', '2/10'];
  expect(readOptions(args)).toMatchObject({
    ...{ modes: ['escalated', 'prompted'], mayBeWrong: 0.1 },
    prices: { inputUsdPerMillion: 2, outputUsdPerMillion: 10 },
  });
  expect(readOptions([]).modes).toEqual([]);
  expect(readOptions(['--report', 'x.md', 'a.json']).files).toEqual(['a.json']);
});

test.each([
  [['--engine', 'gpu'], '--engine is gpu; allowed: node, browser, both'],
  [['--split', 'half'], '--split is half; allowed: train, test, all'],
  [['--limit', '0'], '--limit is 0'],
  [['--limit', 'many'], '--limit is many'],
  [['--tasks', 'a', '--calls', 'b'], '--calls and --tasks cannot be combined'],
  [['--mode', 'best'], '--mode is best; allowed: prompted, constrained, grounded, escalated'],
  [['--mode', 'grounded', '--calls', 'b'], '--calls and --mode cannot be combined'],
  [['--prices', '2'], '--prices is 2; it must be two numbers'],
  [['--may-be-wrong', '5'], '--may-be-wrong is 5; it must be a number from 0 to 1'],
  [['--may-be-wrong', ''], '--may-be-wrong is ; it must be a number'],
  [['rows.jsonl'], 'rows.jsonl belongs to no option'],
  [['--adaptor', 'x'], "Unknown option '--adaptor'"],
  [['--json'], 'argument missing'],
])('%j is refused with the usage', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
  expect(() => readOptions(args)).toThrow('Usage: pnpm eval');
});
