import type { JsonObject, ToolDefinition } from '@kinglet/spec';

export type Random = () => number;

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}

function tool(name: string, parameters: ToolDefinition['parameters']): ToolDefinition {
  const rest = {
    description: name,
    risk: 'write',
    destructive: false,
    timeoutMs: 1,
    origin: 'test',
  } as const;
  return { name, parameters: { type: 'object', ...parameters }, ...rest };
}

/** Tools whose schemas have what a validator can trip over. */
export const tools: readonly ToolDefinition[] = [
  tool('note', {
    properties: { text: { type: 'string', maxLength: 200 } },
    required: ['text'],
    additionalProperties: false,
  }),
  tool('convert', {
    properties: { amount: { type: 'number', minimum: 0 }, to: { enum: ['km', 'mi', '°C'] } },
    required: ['amount', 'to'],
  }),
  tool('tag', {
    properties: {
      tags: { type: 'array', items: { type: 'string', pattern: '^([a-z]+-)*[a-z]+$' }, maxItems: 5 },
      tree: { $ref: '#/$defs/tree' },
    },
    $defs: {
      tree: { type: 'object', properties: { next: { $ref: '#/$defs/tree' }, n: { type: 'integer' } } },
    },
  }),
  tool('time', { properties: { place: { anyOf: [{ type: 'string' }, { type: 'null' }] } } }),
];

const words = [
  'Bern',
  'zwölf',
  '😀',
  '👩‍👩‍👧',
  'e\u0301',
  '東京',
  'a',
  '',
  ' ',
  '"',
  '\\',
  '\u202e',
  '\ud83d',
  '\0',
  'null',
  '1e999',
  '</tool_call>',
];

/** A call of one of the tools that fits its schema, most times. */
export function randomCall(random: Random): { readonly name: string; readonly args: JsonObject } {
  const name = pick(random, tools).name;
  switch (name) {
    case 'note':
      return { name, args: { text: Array.from({ length: 3 }, () => pick(random, words)).join(' ') } };
    case 'convert':
      return {
        name,
        args: { amount: pick(random, [0, 12.5, 1e21, 3]), to: pick(random, ['km', 'mi', '°C']) },
      };
    case 'tag':
      return { name, args: { tags: ['a-b', pick(random, words)], tree: { next: { n: 1 }, n: 2 } } };
    default:
      return { name, args: { place: pick(random, [null, 'Bern', 'Zürich']) } };
  }
}

const mutations: readonly ((text: string, at: number, random: Random) => string)[] = [
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(at),
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at, random) => text.slice(0, at) + pick(random, words) + text.slice(at),
  (text, at) => text.slice(0, at) + text.slice(Math.max(0, at - 20), at) + text.slice(at),
  (text) => text.replace('{"', '{"text":1,"text":"again","'),
  (text) => text.replaceAll('"', "'"),
  (text) => text.replaceAll('"', '“'),
  (text) => text.replace(':', ':'.repeat(2)),
  (text) => text.replace('{', '{"__proto__":{"isAdmin":true},'),
  (text) => text.replace('{', '{"constructor":{"prototype":{"isAdmin":true}},'),
  (text) => text.replace('{', '{"\\u005f_proto__":{"isAdmin":true},'),
  (text, _, random) =>
    text.replace(/\d+/, pick(random, ['9'.repeat(400), '1e400', '-0', '0x10', '01', 'NaN', '.5'])),
  (text, _, random) => text.replace(':', `:${'['.repeat(Math.floor(random() * 60))}`),
  (text, _, random) => {
    const levels = Math.floor(random() * 60);
    return text.replace(
      /:([^,}]*)/,
      (_all, value: string) => `:${'{"a":'.repeat(levels)}${value}${'}'.repeat(levels)}`,
    );
  },
  (text) => text.toUpperCase(),
  (text) => text.normalize('NFKD'),
  (text) => `${text}${text}`,
  (text) => text.replaceAll(',', ',,'),
  (text) => text.replace('}', ',}'),
  (text) => `\`\`\`json\n${text}\n\`\`\``,
  (text) => text.replaceAll(/[a-z]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
  (text) => text.split('').reverse().join(''),
];

/** The text after one to four of the mutations. */
export function mutated(text: string, random: Random): string {
  let changed = text;
  for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) {
    changed = pick(random, mutations)(changed, Math.floor(random() * changed.length), random).slice(0, 4_000);
  }
  return changed;
}

/** The text cut at random places, in its own order; empty pieces among them. */
export function cut<Text extends { readonly length: number }>(
  text: Text,
  slice: (text: Text, from: number, to: number) => Text,
  random: Random,
): readonly Text[] {
  const count = Math.floor(random() * 8);
  const ends = Array.from({ length: count }, () => Math.floor(random() * (text.length + 1)));
  const places =
    random() < 0.1 ? Array.from({ length: text.length }, (_, index) => index) : ends.sort((a, b) => a - b);
  return [...places, text.length].map((end, index) => slice(text, places[index - 1] ?? 0, end));
}
