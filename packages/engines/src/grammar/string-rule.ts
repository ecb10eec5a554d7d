import { jsonSpelling } from './json-spelling.ts';
import { PatternError, PatternReader } from './pattern-reader.ts';
import { all, isNothing, nothing, type Rule, repeat, text } from './rule.ts';
import { largestRepetition, type SchemaCompiler } from './schema-compiler.ts';
import { formatsOf } from './schema-facts.ts';
import { countsOf, type Members, textsOf, uncompilable, valuesOf } from './schema-keywords.ts';
import { stringFormats } from './string-formats.ts';
import { charRule } from './value-rule.ts';

/** A string in its quotes. */
export function stringRule(members: Members, compiler: SchemaCompiler): Rule {
  return all(text('"'), contentRule(members, compiler), text('"'));
}

function contentRule(members: Members, compiler: SchemaCompiler): Rule {
  const { least, most: stated } = countsOf(members, 'minLength', 'maxLength');
  if (least > largestRepetition)
    throw uncompilable(
      members,
      valuesOf(members, 'minLength')[0]?.node,
      'minLength',
      `${least} is above the ${largestRepetition} that a grammar can count`,
    );
  const most = stated === null ? null : Math.min(stated, largestRepetition);
  if (most !== null && least > most)
    return compiler.impossible(`at least ${least} and at most ${most} characters`, members);

  const patterns = [
    ...textsOf(members, 'pattern').map((pattern) => ({ keyword: 'pattern', pattern })),
    ...formatsOf(members).map((format) => ({ keyword: 'format', pattern: stringFormats[format] ?? '' })),
  ];
  const different = new Set(patterns.map(({ pattern }) => pattern));
  const [first] = patterns;
  if (first === undefined) return repeat(charRule(compiler.rules), least, most);
  const refuse = (reason: string) =>
    uncompilable(members, valuesOf(members, first.keyword)[0]?.node, first.keyword, reason);
  if (different.size > 1) throw refuse('a text would have to fit two patterns at once');
  const bound = withLength(readPattern(first.pattern, refuse), least, stated);
  if (bound === null)
    throw refuse('minLength or maxLength cuts what it allows, and a grammar cannot count both');
  return isNothing(bound)
    ? compiler.impossible('a pattern that no text of its length fits', members)
    : jsonSpelling(bound);
}

function readPattern(pattern: string, refuse: (reason: string) => Error): Rule {
  try {
    const rule = new PatternReader(pattern).whole();
    const { weight } = sizeOf(rule);
    if (weight > largestRepetition)
      throw new PatternError(`its repetitions multiply to over ${largestRepetition}`);
    return rule;
  } catch (error) {
    throw error instanceof PatternError ? refuse(error.message) : error;
  }
}

/** The pattern with the limits of length; null where a grammar cannot have both. */
function withLength(rule: Rule, least: number, most: number | null): Rule | null {
  const { shortest, longest } = sizeOf(rule);
  if (longest !== null && longest < least) return nothing;
  if (most !== null && shortest > most) return nothing;
  if (shortest >= least && (most === null || (longest !== null && longest <= most))) return rule;
  if (rule.kind === 'chars') return rule;
  if (rule.kind !== 'repeat' || rule.of.kind !== 'chars') return null;
  const upper = [rule.max, most].filter((each) => each !== null);
  return repeat(
    rule.of,
    Math.max(rule.min, least),
    upper.length === 0 ? null : Math.min(...upper, largestRepetition),
  );
}

interface Size {
  readonly shortest: number;
  readonly longest: number | null;
  /** How many places it has when repetitions are written out. */
  readonly weight: number;
}

function sizeOf(rule: Rule): Size {
  switch (rule.kind) {
    case 'text': {
      const length = [...rule.text].length;
      return { shortest: length, longest: length, weight: length };
    }
    case 'all':
      return rule.of.map(sizeOf).reduce(
        (sum, each) => ({
          shortest: sum.shortest + each.shortest,
          longest: sum.longest === null || each.longest === null ? null : sum.longest + each.longest,
          weight: sum.weight + each.weight,
        }),
        { shortest: 0, longest: 0, weight: 0 },
      );
    case 'any':
      return rule.of.map(sizeOf).reduce(
        (best, each) => ({
          shortest: Math.min(best.shortest, each.shortest),
          longest:
            best.longest === null || each.longest === null ? null : Math.max(best.longest, each.longest),
          weight: best.weight + each.weight,
        }),
        { shortest: Number.POSITIVE_INFINITY, longest: 0, weight: 0 },
      );
    case 'repeat': {
      const { shortest, longest, weight } = sizeOf(rule.of);
      return {
        shortest: shortest * rule.min,
        longest: longest === 0 ? 0 : longest === null || rule.max === null ? null : longest * rule.max,
        weight: weight * Math.max(1, rule.min, rule.max ?? 0),
      };
    }
    default:
      return { shortest: 1, longest: 1, weight: 1 };
  }
}
