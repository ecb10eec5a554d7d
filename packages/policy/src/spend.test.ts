import { describe, expect, it } from 'vitest';
import { decideSpend, noCaps, nothingSpent } from './spend.ts';

const decide = (caps: object, spent: object, estimateUsd: number | null = 0.1) =>
  decideSpend({ caps: { ...noCaps, ...caps }, spent: { ...nothingSpent, ...spent }, estimateUsd });

describe('decideSpend', () => {
  it('lets all through without a cap', () => {
    expect(decide({}, { monthUsd: 1e6, callsToday: 1e6 })).toEqual({ kind: 'allow', reason: '' });
    expect(decide({}, {}, null)).toEqual({ kind: 'allow', reason: '' });
  });

  it.each([
    ['conversation', 'this conversation'],
    ['day', 'today'],
    ['month', 'this month'],
  ])('[P20] keeps to the cap of a %s, the estimate included', (name, words) => {
    expect(decide({ [`${name}Usd`]: 1 }, { [`${name}Usd`]: 0.9 }).kind).toBe('allow');
    const { kind, reason } = decide({ [`${name}Usd`]: 1 }, { [`${name}Usd`]: 0.95 });
    expect(kind).toBe('deny');
    expect(reason).toContain(`The cap for ${words} is $1.00; $0.95 is spent and this call could cost $0.10`);
  });

  it('[P20] a cap of nothing lets nothing through but what is free', () => {
    expect(decide({ dayUsd: 0 }, {}).kind).toBe('deny');
    expect(decide({ dayUsd: 0 }, {}, 0).kind).toBe('allow');
  });

  it('[P21] counts calls whatever is known of prices', () => {
    expect(decide({ callsPerDay: 3 }, { callsToday: 2 }, null).kind).toBe('allow');
    expect(decide({ callsPerDay: 3 }, { callsToday: 3 }, null).reason).toContain('3 of 3 calls');
    expect(decide({ callsPerDay: 0 }, {}).kind).toBe('deny');
  });

  it('[P22] says that a cap in USD cannot be kept without prices', () => {
    expect(decide({ monthUsd: 5 }, {}, null)).toMatchObject({
      ...{ kind: 'deny', reason: expect.stringContaining('cannot be known') },
    });
    expect(decide({ monthUsd: 5, callsPerDay: 9 }, {}, null).kind).toBe('allow');
  });

  it('[P23] names the narrowest of several', () => {
    const all = { conversationUsd: 0, dayUsd: 0, monthUsd: 0, callsPerDay: 0 };
    expect(decide(all, {}).reason).toContain('calls');
    expect(decide({ ...all, callsPerDay: null }, {}).reason).toContain('this conversation');
  });
});
