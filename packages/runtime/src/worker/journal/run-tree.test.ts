import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../shared/index.ts';
import { branchTo, leafBelow, siblingsOf } from './run-tree.ts';
import { titleOf } from './title.ts';

function tree(...pairs: readonly (readonly [string, string | null])[]) {
  return new Map(pairs.map(([id, parentId]) => [id, { id, parentId } as RunRecord]));
}

describe('run tree', () => {
  const runs = tree(['a', null], ['b', 'a'], ['c', 'b'], ['b2', 'a'], ['a2', null]);

  it('walks from a leaf to its root', () => {
    expect(branchTo(runs, 'c').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(branchTo(runs, null)).toEqual([]);
    expect(branchTo(runs, 'gone')).toEqual([]);
  });

  it('goes down to the newest leaf', () => {
    expect(leafBelow(runs, 'b')).toBe('c');
    expect(leafBelow(runs, 'a')).toBe('b2');
    expect(leafBelow(runs, 'a2')).toBe('a2');
  });

  it('names siblings, those of the first run too', () => {
    expect(siblingsOf(runs, branchTo(runs, 'c'))).toEqual({ a: ['a', 'a2'], b: ['b', 'b2'] });
  });

  it('ends where a broken store has made a circle', () => {
    const circle = tree(['x', 'y'], ['y', 'x']);
    expect(branchTo(circle, 'x')).toHaveLength(2);
    expect(['x', 'y']).toContain(leafBelow(circle, 'x'));
  });
});

describe('titleOf', () => {
  it('takes the opening words', () => {
    expect(titleOf('  What is\n12.5% of 80?  ')).toBe('What is 12.5% of 80?');
    expect(titleOf(`${'word '.repeat(30)}`)).toBe(`${'word '.repeat(12).trim()}…`);
    expect(titleOf('x'.repeat(80))).toBe(`${'x'.repeat(60)}…`);
  });
});
