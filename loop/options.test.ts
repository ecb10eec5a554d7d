import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('readOptions', () => {
  it('has defaults for all but the file', () => {
    expect(readOptions(['log.jsonl'])).toMatchObject({
      ...{ file: 'log.jsonl', demo: false, task: 'from-log', tools: [], match: null },
      ...{ minutes: 12, heldOut: 40, seed: 1, install: true, train: true },
    });
  });

  it('reads the task and the demo', () => {
    const args = ['log.jsonl', '--task', 'shop', '--tools', 'note, search', '--match', '^NB', '--no-install'];
    const options = readOptions(args);
    expect(options).toMatchObject({ task: 'shop', tools: ['note', 'search'], install: false });
    expect(options.match?.test('nb milk')).toBe(true);
    expect(readOptions(['--demo', 'demo.jsonl'])).toMatchObject({ file: 'demo.jsonl', demo: true });
  });

  it.each([
    [[], 'No file is named'],
    [['a', 'b'], 'b belongs to no option'],
    [['a', '--task', 'My Shop'], '--task is My Shop'],
    [['a', '--minutes', '0'], '--minutes is 0; a number from 0.1 to 600'],
    [['a', '--held-out', 'x'], '--held-out is x'],
    [['a', '--match', '('], '--match is (, which is no regular expression'],
    [['a', '--colour', 'red'], 'colour'],
  ])('refuses %j', (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
    expect(() => readOptions(args)).toThrow('Usage: pnpm loop FILE');
  });
});
