import { describe, expect, it } from 'vitest';
import { type RuleFacts, type Ruling, ruleOfTwo } from './rule-of-two.ts';
import { allFacts } from './testing/all-facts.ts';

const strength: Readonly<Record<Ruling['kind'], number>> = { allow: 0, ask: 1, deny: 2 };
const kindOf = (facts: RuleFacts) => ruleOfTwo(facts).kind;
const everything = allFacts();

/** The facts with each one more bit that is not set yet. */
function tainted(facts: RuleFacts): readonly RuleFacts[] {
  const bits = ['untrustedSeen', 'privateSeen', 'acted'] as const;
  return bits.filter((bit) => !facts[bit]).map((bit) => ({ ...facts, [bit]: true }));
}

/** Finds the facts for which `holds` does not. */
function breaking(holds: (facts: RuleFacts) => boolean, of = everything): readonly RuleFacts[] {
  return of.filter((facts) => !holds(facts));
}

describe('ruleOfTwo, for each of its 2,048 cases', () => {
  it('is asked for all there are', () => {
    expect(new Set(everything.map((facts) => JSON.stringify(facts))).size).toBe(2_048);
    expect(everything).toHaveLength(2_048);
  });

  it('[P11] denies what the user denied, and nothing else', () => {
    expect(breaking((facts) => (facts.standing === 'deny') === (kindOf(facts) === 'deny'))).toEqual([]);
  });

  it('[P12] never allows what the user wants to be asked about', () => {
    expect(
      breaking(({ standing, ...facts }) => standing !== 'ask' || kindOf({ standing, ...facts }) === 'ask'),
    ).toEqual([]);
  });

  it('[P4] never allows to send after untrusted text, whatever was allowed for longer', () => {
    const holds = (facts: RuleFacts) => !facts.untrustedSeen || kindOf(facts) !== 'allow';
    expect(
      breaking(
        holds,
        everything.filter(({ effect }) => effect === 'send'),
      ),
    ).toEqual([]);
    const changed = everything.filter(({ effect, origin }) => origin === 'remote' && effect !== 'read');
    expect(breaking(holds, changed)).toEqual([]);
  });

  it('[P5] never allows the third of the three things', () => {
    const all = everything.filter(({ untrustedSeen, privateSeen }) => untrustedSeen && privateSeen);
    const acting = all.filter(({ effect, origin }) => effect !== 'read' || origin === 'remote');
    expect(breaking((facts) => kindOf(facts) !== 'allow', acting)).toEqual([]);
  });

  it('[P5] lets no standing rule or grant weaken it once untrusted text and private data were seen', () => {
    const exposed = everything.filter(({ untrustedSeen, privateSeen }) => untrustedSeen && privateSeen);
    const bare = (facts: RuleFacts) =>
      kindOf({ ...facts, standing: 'none', granted: false, fromUser: false });
    expect(breaking((facts) => strength[kindOf(facts)] >= strength[bare(facts)], exposed)).toEqual([]);
  });

  it('is never weaker for a conversation that saw or did more', () => {
    const holds = (facts: RuleFacts) =>
      tainted(facts).every((more) => strength[kindOf(more)] >= strength[kindOf(facts)]);
    expect(breaking(holds)).toEqual([]);
  });

  it("is never weaker for another server's tool than for ours, nor for one that can do more", () => {
    const remote = (facts: RuleFacts) =>
      strength[kindOf({ ...facts, origin: 'remote' })] >= strength[kindOf(facts)];
    expect(breaking(remote)).toEqual([]);
    const destroys = (facts: RuleFacts) =>
      strength[kindOf({ ...facts, effect: 'destroy' })] >= strength[kindOf(facts)];
    expect(
      breaking(
        destroys,
        everything.filter(({ effect }) => effect === 'write' || effect === 'read'),
      ),
    ).toEqual([]);
  });

  it('asks for leave that lasts only where it would count', () => {
    const holds = (facts: RuleFacts) =>
      ruleOfTwo(facts).lasting ===
      (kindOf(facts) === 'ask' && kindOf({ ...facts, granted: true }) === 'allow');
    expect(breaking(holds)).toEqual([]);
  });

  it('[P3] never asks before our own tool reads, where the user said nothing', () => {
    const reads = everything.filter(
      ({ effect, origin, standing }) => effect === 'read' && origin !== 'remote' && standing === 'none',
    );
    expect(breaking((facts) => kindOf(facts) === 'allow', reads)).toEqual([]);
  });
});
