import type { JsonObject } from '@kinglet/spec';

/** A message of the made-up shop and the call that its owner means by it. */
export interface ShopRequest {
  readonly message: string;
  readonly tool: string;
  readonly arguments: JsonObject;
}

/** Draws whole numbers: the same ones for the same seed. */
export type Draw = (below: number) => number;

/** One thing that the shop says: any of its words in any of its forms. */
interface Shorthand {
  readonly words: readonly string[];
  /** `K` is the word; `A` and `B` are the parts. */
  readonly forms: readonly string[];
  parts(draw: Draw): readonly [string, string];
  call(a: string, b: string): Pick<ShopRequest, 'tool' | 'arguments'>;
}

const things = (
  'blue lids, spare keys, the red bike, two pumps, brake pads, the long chain, a new saddle, inner tubes, ' +
  'the rear lamp, white grips, a child seat, the bell, winter tyres, the pannier, old frames, a repair stand'
).split(', ');
const people =
  'Meier, Okafor, Lindqvist, Rossi, Tanaka, Dubois, Novak, Haddad, Silva, Keller, Byrne, Kaur'.split(', ');
const wishes = 'wants, returns, asked for, ordered, pays cash for, swaps, lost, paid for'.split(', ');
const units = 'kg lb, cm in, km miles, litres gallons, g oz, m ft, miles km, lb kg, ft m, oz g'.split(', ');

const of = (draw: Draw, list: readonly string[]): string => list[draw(list.length)] ?? '';
const amount = (draw: Draw): string =>
  draw(3) === 0 ? `${5 + draw(400)}.${10 + draw(90)}` : String(12 + draw(900));
const expression = (text: string) => ({ tool: 'calculate', arguments: { expression: text } });

/** A bicycle shop's shorthand: no English sentence, and no row of the default specialist's training teaches it. */
const shorthands: readonly Shorthand[] = [
  {
    words: ['inv', 'bill', 'gross'],
    forms: ['K A +B', 'K A @B', 'K A, B', 'K B on A', 'A K B'],
    parts: (draw) => [amount(draw), String(5 + draw(20))],
    call: (a, b) => expression(`${a} + ${b}%`),
  },
  {
    words: ['disc', 'sale', 'staff'],
    forms: ['K A -B', 'K A @B', 'K A, B', 'K B on A', 'A K B'],
    parts: (draw) => [amount(draw), String(5 + 5 * draw(10))],
    call: (a, b) => expression(`${a} - ${b}%`),
  },
  {
    words: ['split', 'shr', 'div'],
    forms: ['K A B', 'K A/B', 'K A, B', 'A K B'],
    parts: (draw) => [amount(draw), String(2 + draw(9))],
    call: (a, b) => expression(`${a} / ${b}`),
  },
  {
    words: ['pcs', 'qty', 'ea'],
    forms: ['K A B', 'K AxB', 'K A @B', 'A K B'],
    parts: (draw) => [String(2 + draw(30)), amount(draw)],
    call: (a, b) => expression(`${a} * ${b}`),
  },
  {
    words: ['cb', 'ring', 'png'],
    forms: ['K A B', 'K A, B', 'B K A', 'K A @B'],
    parts: (draw) => [of(draw, people), draw(3) === 0 ? `${1 + draw(9)} hours` : `${5 + 5 * draw(11)} min`],
    call: (a, b) => ({ tool: 'remind', arguments: { text: a, when: b } }),
  },
  {
    words: ['cv', 'unit', 'sz'],
    forms: ['K A B', 'K A > B', 'K A, B', 'A K B'],
    parts: (draw) => {
      const [from = '', to = ''] = of(draw, units).split(' ');
      return [`${2 + draw(180)} ${from}`, to];
    },
    call: (a, b) => ({ tool: 'convert', arguments: { amount: a, to: b } }),
  },
  {
    words: ['nb', 'jot', 'memo'],
    forms: ['K A B', 'K: A B', 'K - A B', 'A B K'],
    parts: (draw) => [`${of(draw, people)} ${of(draw, wishes)}`, of(draw, things)],
    call: (a, b) => ({ tool: 'note', arguments: { text: `${a} ${b}` } }),
  },
  {
    words: ['fnd', 'lkp', 'any'],
    forms: ['K B', 'K: B', 'K > B', 'B K'],
    parts: (draw) => ['', draw(2) === 0 ? of(draw, people) : of(draw, things)],
    call: (_, b) => ({ tool: 'search', arguments: { query: b } }),
  },
];

/** Requests of the shop, each message once, `copies` of each wording where its parts give so many. */
export function shopRequests(draw: Draw, { copies = 3 }: { copies?: number } = {}): readonly ShopRequest[] {
  const made = new Map<string, ShopRequest>();
  for (const { words, forms, parts, call } of shorthands) {
    for (const form of words.flatMap((word) => forms.map((each) => each.replace('K', () => word)))) {
      for (let copy = 0; copy < copies; copy++) {
        const [a, b] = parts(draw);
        const message = form.replace(/[AB]/g, (part) => (part === 'A' ? a : b));
        made.set(message, { message, ...call(a, b) });
      }
    }
  }
  return [...made.values()];
}

/** mulberry32: small, seeded, good enough to draw examples. */
export function seededDraw(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
