import { describe, expect, it } from 'vitest';
import { seededDraw, shopRequests } from '../demo/shop-requests.ts';
import type { CuratedRow } from './curate.ts';
import { splitByWording, wordingOf } from './split-by-wording.ts';

function row(message: string, args: Record<string, string>): CuratedRow {
  return { message, calls: [{ tool: 'x', arguments: args }], teacher: 'large' };
}

const rows = shopRequests(seededDraw(1)).map(
  ({ message, tool, arguments: args }): CuratedRow => ({
    message,
    calls: [{ tool, arguments: args }],
    teacher: 'large',
  }),
);

describe('wordingOf', () => {
  it.each([
    [row('inv 240 +19', { expression: '240 + 19%' }), 'inv # +#'],
    [row('cb Meier 20 min', { text: 'Meier', when: '20 min' }), 'cb _ _'],
    [row('NB:  Blue lids', { text: 'blue lids' }), 'nb: _'],
  ])('%#', (each, wording) => expect(wordingOf(each)).toBe(wording));
});

describe('splitByWording', () => {
  it('holds out about as many rows as asked, and no wording on both sides', () => {
    const { train, heldOut } = splitByWording(rows, 40);
    expect(rows.length).toBeGreaterThanOrEqual(150);
    expect(heldOut.length).toBeGreaterThanOrEqual(40);
    expect(heldOut.length).toBeLessThan(46);
    expect(train.length + heldOut.length).toBe(rows.length);
    const trained = new Set(train.map(wordingOf));
    expect(heldOut.filter((each) => trained.has(wordingOf(each)))).toEqual([]);
  });

  it('is the same for the same rows in any order', () => {
    const messages = (some: readonly CuratedRow[]) =>
      splitByWording(some, 40)
        .heldOut.map(({ message }) => message)
        .sort();
    expect(messages(rows.toReversed())).toEqual(messages(rows));
  });
});
