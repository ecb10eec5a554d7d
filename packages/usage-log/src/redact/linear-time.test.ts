import { describe, expect, it } from 'vitest';
import * as patterns from './patterns.ts';
import { redact } from './redact.ts';
import { runsAround } from './runs-around.ts';

/** Every pattern by name, those of run kinds too. */
const all: [string, string][] = Object.entries(patterns).flatMap(([name, value]): [string, string][] =>
  value instanceof RegExp
    ? [[name, value.source]]
    : Object.entries(value).map(([part, pattern]): [string, string] => [`${name}.${part}`, pattern.source]),
);

/** The source with each class and escape as one letter: only quantifiers, groups and letters are left. */
function skeleton(source: string): string {
  return source.replace(/\[(?:\\.|[^\]\\])*\]/g, 'C').replace(/\\./g, 'E');
}

describe('a pattern that runs over whole texts', () => {
  it.each(all)('%s is one class repeated, or bounded: %s', (_, source) => {
    const shape = skeleton(source);
    const oneClassRepeated = /^C?C(?:\+|\{\d+,\})(?:=\{0,2\})?$/.test(shape);
    const bounded = !/[*+]|\{\d*,\}/.test(shape);
    expect(oneClassRepeated || bounded).toBe(true);
  });

  it('would be told from one that backtracks', () => {
    const shape = skeleton(String.raw`([\w.]+)+@\S*`);
    expect(shape).toBe('(C+)+@E*');
    expect(/[*+]/.test(shape)).toBe(true);
  });
});

describe('a search for runs', () => {
  it.each(['a@', 'aaaaaaaaa', '@', `${'a'.repeat(999)}@`, ' @aaaa'])(
    'reads each character once: %s',
    (unit) => {
      let reads = 0;
      class Counting extends RegExp {
        override test(text: string): boolean {
          reads += 1;
          return super.test(text);
        }
      }
      const text = unit.repeat(Math.ceil(10_000 / unit.length));
      const { marker, character, rest } = patterns.emailRun;
      const runs = [...runsAround(text, { marker, rest, character: new Counting(character.source, 'u') })];
      expect(reads).toBeLessThanOrEqual(text.length + runs.length);
      expect(runs.reduce((sum, run) => sum + run.text.length, 0)).toBeLessThanOrEqual(text.length);
    },
  );
});

describe('a megabyte of', () => {
  it.each(['a', 'a@', '(', 'eyJ.', 'sk-', '1-', 'bearer ', '<EMAIL_', 'A1b2'])('%s comes through', (unit) => {
    const text = unit.repeat(1_000_000 / unit.length);
    expect(redact([text])[0] === text).toBe(true);
  });

  it('random letters and digits is one key', () => {
    expect(redact([randomToken(1_000_000)])).toEqual(['<KEY_1>']);
  });
});

/** Letters and digits from a fixed linear congruential sequence (Numerical Recipes). */
function randomToken(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return alphabet.charAt(Math.floor((state / 2 ** 32) * alphabet.length));
  }).join('');
}
