import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  type Effect,
  type OriginClass,
  type RuleFacts,
  ruleOfTwo,
} from '../packages/policy/src/rule-of-two.ts';
import { ruleValues } from '../packages/policy/src/testing/all-facts.ts';
import { mustRun } from './run-command.ts';

/** `tsx scripts/policy-table.ts`: asks `ruleOfTwo` about every case and writes SECURITY.md's table of what comes of a call. */

const page = 'SECURITY.md';
const begin = '<!-- table: scripts/policy-table.ts -->';
const end = '<!-- end of table -->';
const bits = ['untrustedSeen', 'privateSeen', 'acted'] as const;
type Bits = Pick<RuleFacts, (typeof bits)[number]>;

const effectNames: Readonly<Record<Effect, string>> = {
  read: 'reads',
  write: 'changes',
  destroy: 'destroys',
  send: 'sends',
};
const originNames: Readonly<Record<OriginClass, string>> = {
  'built-in': 'built in',
  page: "the page's",
  user: "the user's own",
  remote: "another server's",
};
const bitNames = { untrustedSeen: 'U', privateSeen: 'P', acted: 'A' } as const;

interface Named<T> {
  readonly name: string;
  readonly of: T;
}

/** One row for each kind of call, one column for what the conversation holds; those that are alike stand together. */
export function policyTable(): string {
  const columns = merged(everyBits(), (seen) =>
    rowsOf()
      .map(({ of }) => cell(of, seen))
      .join(),
  );
  const rows = merged(
    rowsOf(),
    ({ effect, origin }) =>
      `${effect} ${everyBits()
        .map(({ of }) => cell({ effect, origin }, of))
        .join()}`,
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = ['a tool that', 'whose it is', ...columns.map(({ name }) => name)];
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map(({ name, of }) =>
      line([effectNames[of.effect], name, ...columns.map((column) => cell(of, column.of))]),
    ),
  ].join('\n');
}

/** What stands between the two marks of the page. */
export function tableOf(text: string): string {
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end)).trim();
}

type Row = Pick<RuleFacts, 'effect' | 'origin'>;

function rowsOf(): readonly Named<Row>[] {
  return ruleValues.effect.flatMap((effect) =>
    ruleValues.origin.map((origin) => ({ name: originNames[origin], of: { effect, origin } })),
  );
}

function everyBits(): readonly Named<Bits>[] {
  return Array.from({ length: 8 }, (_, index) => {
    const seen = bits.filter((_bit, at) => (index >> at) % 2 === 1);
    const of = { untrustedSeen: false, privateSeen: false, acted: false };
    for (const bit of seen) of[bit] = true;
    return { name: seen.length === 0 ? 'nothing' : seen.map((bit) => bitNames[bit]).join(''), of };
  });
}

/** Those with the same key as one, under all their names. */
function merged<T>(all: readonly Named<T>[], key: (of: T) => string): readonly Named<T>[] {
  const groups = new Map<string, Named<T>>();
  for (const each of all) {
    const like = groups.get(key(each.of));
    groups.set(key(each.of), like ? { ...like, name: `${like.name}, ${each.name}` } : each);
  }
  return [...groups.values()];
}

/** What comes of the call without a rule of the user's, and what leave for longer changes. Throws where the two marks do not say it all. */
function cell(row: Row, seen: Bits): string {
  const facts = { ...row, ...seen, standing: 'none', granted: false, fromUser: false } as const;
  const bare = ruleOfTwo(facts).kind;
  const leave = [
    { ...facts, granted: true },
    { ...facts, standing: 'allow' as const },
  ].map((each) => ruleOfTwo(each).kind);
  const named = ruleOfTwo({ ...facts, fromUser: true }).kind;
  const barred = (['ask', 'deny'] as const).every(
    (standing) => ruleOfTwo({ ...facts, standing }).kind === standing,
  );
  if (bare === 'deny' || !barred || new Set(leave).size > 1)
    throw new Error(`The table cannot say ${JSON.stringify(facts)}.`);
  if (bare === 'allow') return 'runs';
  if (leave[0] !== 'allow') return '**asks each time**';
  return named === 'allow' ? 'asks, but for addresses of yours' : 'asks';
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const after = rest.slice(rest.indexOf(end));
  writeFileSync(page, `${before}${begin}\n\n${policyTable()}\n\n${after}`);
  await mustRun('node_modules/.bin/biome', ['format', '--write', page]);
}
