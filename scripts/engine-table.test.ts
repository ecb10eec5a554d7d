import { readFileSync } from 'node:fs';
import { contractRules } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { type ContractResult, contractTests, engineTable, tableOf } from './engine-table.ts';

const table = tableOf(readFileSync('docs/engines.md', 'utf8'));
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const again = 'run: node_modules/.bin/tsx scripts/engine-table.ts';

describe('the table of docs/engines.md', () => {
  it('has each rule of the contract and each engine that runs it', () => {
    const titles = Object.entries(contractRules).map(([rule, title]) => `[${rule}] ${title}`);
    expect(
      rows.slice(2).map(([title]) => title),
      again,
    ).toEqual(titles);
    const engines = [...new Set(contractTests().map(({ engine }) => engine))];
    expect(rows[0]?.slice(1), again).toEqual(engines);
  });

  it('gives the reasons that the tests give, and no others', () => {
    const sources = contractTests().map(({ path }) => readFileSync(path, 'utf8'));
    const reasons = table.split('\n').flatMap((line) => /^\d+\. (.*)$/.exec(line)?.[1] ?? []);
    for (const reason of reasons)
      expect(
        sources.some((source) => source.includes(reason)),
        `${reason}; ${again}`,
      ).toBe(true);
    const cells = rows.slice(2).flatMap((row) => row.slice(1));
    expect(new Set(cells)).toEqual(new Set(['pass', ...reasons.map((_, index) => `(${index + 1})`)]));
  });

  const result = (more: Partial<ContractResult>): ContractResult => ({
    engine: 'a',
    rule: 'E1',
    title: '[E1] streams',
    passed: true,
    reason: null,
    ...more,
  });

  it('is made of results, a reason written once', () => {
    const results = [
      result({}),
      result({ engine: 'a in old browsers' }),
      result({ engine: 'b', passed: false, reason: 'no way' }),
      result({ rule: 'E2', title: '[E2] counts', passed: false, reason: 'no way' }),
      result({ engine: 'b', rule: 'E2', title: '[E2] counts' }),
    ];
    expect(engineTable(results, ['a', 'b'])).toBe(
      [
        '| rule | a | b |',
        '| --- | --- | --- |',
        '| [E1] streams | pass | (1) |',
        '| [E2] counts | (1) | pass |',
        '',
        '1. no way',
      ].join('\n'),
    );
  });

  it('is refused with a failure or a hole in it', () => {
    expect(() =>
      engineTable([result({}), result({ engine: 'a in old browsers', passed: false })], ['a']),
    ).toThrow('a E1: failed');
    expect(() => engineTable([result({})], ['a', 'b'])).toThrow('b E1: did not run');
  });
});
