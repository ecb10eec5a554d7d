import { describe, expect, it } from 'vitest';
import { knownRules, parsePolicyFile } from './policy-file.ts';

const rule = {
  task: 'the shop',
  tools: 'note(text)',
  adapter: 'shop-135m',
  since: '2026-11-25',
  evidence: { n: 40, correct: 36, low: 0.77 },
  against: { adapter: 'builtin-135m', n: 40, correct: 4, low: 0.04 },
};
const file = { version: 1, rules: [rule] };

describe('parsePolicyFile', () => {
  it('gives the rules', () => {
    expect(parsePolicyFile(file)).toEqual(file);
    expect(parsePolicyFile({ version: 1, rules: [] })).toEqual({ version: 1, rules: [] });
  });

  it.each([
    ['no object', [], 'the file is no object'],
    ['another version', { ...file, version: 2 }, 'its version is 2; 1 is known'],
    ['no list', { version: 1, rules: {} }, 'its rules are not a list'],
    ['a rule that is none', { version: 1, rules: ['x'] }, 'a rule is no object'],
    ['no task', withRule({ task: '' }), "a rule's task is"],
    ['no tools', withRule({ tools: 3 }), 'the tools of the shop is 3'],
    ['no adapter', withRule({ adapter: null }), 'the adapter of the shop is null'],
    ['no day', withRule({ since: 'today' }), 'the since of the shop is today'],
    ['more right than asked', withRule({ evidence: { n: 2, correct: 3, low: 0 } }), '3 right of 2'],
    ['nothing asked', withRule({ evidence: { n: 0, correct: 0, low: 0 } }), '0 right of 0'],
    [
      'a bound above the share',
      withRule({ evidence: { n: 40, correct: 20, low: 0.9 } }),
      'from 0 to 0.500 is allowed',
    ],
    ['a bound that is no number', withRule({ evidence: { n: 40, correct: 20, low: '1' } }), 'lower bound 1'],
    [
      'other requests before',
      withRule({ against: { ...rule.against, n: 50 } }),
      '40 requests and the one before on 50',
    ],
    [
      'two rules for one tool set',
      { version: 1, rules: [rule, { ...rule, task: 'b' }] },
      'the shop and b are rules',
    ],
  ])('refuses %s and says what', (_, json, reason) => {
    expect(() => parsePolicyFile(json)).toThrow(reason);
    expect(() => parsePolicyFile(json)).toThrow('Correct models/router-policy.json, or remove it.');
  });
});

function withRule(change: object) {
  return { version: 1, rules: [{ ...rule, ...change }] };
}

describe('knownRules', () => {
  it('obeys no rule for a specialist that is not here, and says so', () => {
    const policy = parsePolicyFile(file);
    expect(knownRules(policy, ['builtin-135m', 'shop-135m'])).toEqual({ rules: [rule], refused: [] });
    const { rules, refused } = knownRules(policy, ['builtin-135m']);
    expect(rules).toEqual([]);
    expect(refused).toEqual([expect.stringContaining('shop-135m, which is not here (builtin-135m)')]);
  });
});
