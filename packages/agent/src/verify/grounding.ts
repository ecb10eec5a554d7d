import { addressKey } from '@kinglet/policy';
import type { Json, JsonSchema, ToolCall, ToolDefinition, Verdict } from '@kinglet/spec';
import { textFacts } from './text-facts.ts';
import { numbersOf, plain, wordsOf } from './tokens.ts';

/** What may ground an argument: the user's messages, tool results and earlier answers, prepared for many checks. */
export interface Ground {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly values: ReadonlySet<number>;
  readonly addresses: ReadonlySet<string>;
}

export function groundOf(texts: readonly string[]): Ground {
  const facts = texts.map(textFacts);
  return {
    text: facts.map((each) => each.plain).join(''),
    words: unionOf(facts.map(({ words }) => words)),
    values: unionOf(facts.map(({ values }) => values)),
    addresses: unionOf(facts.map(({ addresses }) => addresses)),
  };
}

function unionOf<T>(sets: readonly Iterable<T>[]): ReadonlySet<T> {
  const union = new Set<T>();
  for (const items of sets) for (const item of items) union.add(item);
  return union;
}

/**
 * [V2] Each string and number of a call stands in the conversation: the whole phrase, or each of its significant words
 * and each of its numbers, whatever the case, accents, punctuation and writing of numbers; an address as a whole.
 * Exempt: the definition's `ungrounded` arguments, enums, constants, defaults, true, false and null.
 */
export function checkGrounding(call: ToolCall, definition: ToolDefinition, ground: Ground): Verdict {
  const exempt = new Set(definition.ungrounded);
  const properties = definition.parameters.properties ?? {};
  for (const [name, value] of Object.entries(call.arguments)) {
    if (exempt.has(name) || isFixed(properties[name], value) || isGrounded(value, ground)) continue;
    const shown = JSON.stringify(value).slice(0, 80);
    const reason = `${call.name}: "${name}" is ${shown}, which stands nowhere in the conversation.`;
    return { check: 'grounding', passed: false, reason };
  }
  return { check: 'grounding', passed: true, reason: 'All arguments stand in the conversation.' };
}

/** Whether a value's words and numbers all stand in the ground. */
export function isGrounded(value: Json, ground: Ground): boolean {
  if (typeof value === 'number') return ground.values.has(Math.abs(value));
  if (typeof value === 'string') return isTextGrounded(value, ground);
  if (typeof value === 'boolean' || value === null) return true;
  return Object.values(value).every((item) => isGrounded(item, ground));
}

function isTextGrounded(text: string, ground: Ground): boolean {
  const address = addressKey(text);
  if (address !== null) return ground.addresses.has(address);
  if (ground.text.includes(plain(text))) return true;
  const areNumbersKnown = numbersOf(text).every((values) => values.some((value) => ground.values.has(value)));
  return areNumbersKnown && wordsOf(text).every((word) => isWordGrounded(word, ground));
}

function isWordGrounded(word: string, ground: Ground): boolean {
  if (functionWords.has(word) || ground.words.has(word)) return true;
  // Scripts without spaces between words have no word list to look in.
  if (!/^\p{Script=Latin}+$/u.test(word)) return ground.text.includes(word);
  for (const known of ground.words) if (isSameStem(word, known)) return true;
  return false;
}

/** `minute` and `minutes`, `remind` and `reminder`: one begins with four or more letters of the other and ends near. */
function isSameStem(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && long.length - short.length <= 3 && long.startsWith(short);
}

function isFixed(schema: JsonSchema | undefined, value: Json): boolean {
  return schema?.const === value || schema?.default === value || (schema?.enum?.includes(value) ?? false);
}

/** Words that carry no fact of their own, in what a small model adds to a span. */
const functionWords: ReadonlySet<string> = new Set(
  (
    'a an the of to in on at for from by with and or is are be it this that these those my your me i you we us please ' +
    'plus minus times divided multiplied percent per until till between into as than about some any'
  ).split(' '),
);
