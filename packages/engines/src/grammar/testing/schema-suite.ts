import { readFileSync } from 'node:fs';
import { isJsonObject, type Json, type JsonSchema, KingletError } from '@kinglet/spec';
import { schemaGrammar } from '../schema-grammar.ts';
import { canonicalTexts } from './canonical-texts.ts';
import { type Gbnf, readGbnf } from './gbnf.ts';
import { whyNotWritten } from './why-not-written.ts';

export const drafts = ['draft2020-12', 'draft7'] as const;
export type Draft = (typeof drafts)[number];

/** A group of the JSON Schema Test Suite, as `scripts/take-schema-suite.ts` writes it. */
export interface SuiteGroup {
  readonly file: string;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly tests: readonly (readonly [description: string, data: Json, valid: boolean])[];
}

/** What a grammar makes of one group. */
export type GroupResult =
  | { readonly kind: 'refused'; readonly keyword: string }
  | { readonly kind: 'compiled'; readonly tests: readonly TestResult[] };

export interface TestResult {
  readonly title: string;
  /** `out`: valid, but nothing that we write; `reason` says why. `wrong`: neither what the suite says nor out of scope. */
  readonly outcome: 'accepted' | 'rejected' | 'out' | 'wrong';
  readonly reason?: string;
}

export function suiteGroups(draft: Draft): readonly SuiteGroup[] {
  const file = new URL(`../../../../../fixtures/json-schema-test-suite/${draft}.jsonl`, import.meta.url);
  const dialect = 'http://json-schema.org/draft-07/schema#';
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SuiteGroup)
    .map((group) =>
      draft === 'draft7' && isJsonObject(group.schema)
        ? { ...group, schema: { $schema: dialect, ...group.schema } }
        : group,
    );
}

export function judge(group: SuiteGroup): GroupResult {
  let grammar: Gbnf | null = null;
  try {
    grammar = readGbnf(schemaGrammar(group.schema));
  } catch (error) {
    if (!(error instanceof KingletError)) throw error;
    const { keyword } = error.details;
    if (typeof keyword === 'string') return { kind: 'refused', keyword };
    // "No reply can fit" is a grammar too: one that takes nothing.
    if (!error.message.startsWith('No reply can fit')) throw error;
  }
  const accepts = (value: Json) => canonicalTexts(value).some((text) => grammar?.accepts(text) ?? false);
  return {
    kind: 'compiled',
    tests: group.tests.map(([description, data, valid]) => {
      const title = `${group.file}: ${group.description}: ${description}`;
      if (accepts(data)) return { title, outcome: valid ? 'accepted' : 'wrong' };
      if (!valid) return { title, outcome: 'rejected' };
      const reason = whyNotWritten(data, group.schema, accepts);
      return reason === null ? { title, outcome: 'wrong' } : { title, outcome: 'out', reason };
    }),
  };
}
