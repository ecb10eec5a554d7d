import { addressesIn, addressKey } from '@kinglet/policy';
import type { Json, JsonSchema, ToolCall, ToolDefinition, Verdict } from '@kinglet/spec';
import { namedUnit } from '@kinglet/tools';
import { isJoinedName, isName } from './names.ts';
import { Said, type SaidContext } from './said.ts';
import { numbersOf, plain, valuesIn, wordsOf } from './tokens.ts';
import { transformOf } from './transforms.ts';
import { unitHint } from './unit-hint.ts';

/** What may ground an argument: the user's messages, tool results and earlier answers, prepared for many checks. */
export interface Ground {
  /** As it was written. */
  readonly written: string;
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly values: ReadonlySet<number>;
  readonly addresses: ReadonlySet<string>;
  /** Mail addresses, in small letters. */
  readonly mailAddresses: ReadonlySet<string>;
  /** What the user's messages name beside that. */
  readonly said: Said;
}

/** `spoken`: the user's own messages among the texts, oldest first. Without a context no date is a transform of one. */
export function groundOf(
  texts: readonly string[],
  { spoken = [], context = null }: { spoken?: readonly string[]; context?: SaidContext | null } = {},
): Ground {
  return new ConversationGround(texts.join('\n'), new Said(spoken, context));
}

/** Worked out only as far as a check asks: most ask for little, and a conversation may be long. */
class ConversationGround implements Ground {
  readonly written: string;
  readonly said: Said;
  #text: string | null = null;
  #words: ReadonlySet<string> | null = null;
  #values: ReadonlySet<number> | null = null;
  #addresses: ReadonlySet<string> | null = null;
  #mailAddresses: ReadonlySet<string> | null = null;

  constructor(written: string, said: Said) {
    this.written = written;
    this.said = said;
  }

  get text(): string {
    this.#text ??= plain(this.written);
    return this.#text;
  }

  get words(): ReadonlySet<string> {
    this.#words ??= new Set(wordsOf(this.written));
    return this.#words;
  }

  get values(): ReadonlySet<number> {
    this.#values ??= valuesIn(this.written);
    return this.#values;
  }

  get addresses(): ReadonlySet<string> {
    this.#addresses ??= addressesIn(this.written);
    return this.#addresses;
  }

  get mailAddresses(): ReadonlySet<string> {
    const found = () => (this.written.match(mailAddress) ?? []).map((address) => address.toLowerCase());
    this.#mailAddresses ??= new Set(found());
    return this.#mailAddresses;
  }
}

const mailAddress = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;

/**
 * [V2] Each string and number of a call stands in the conversation: the whole phrase, or each of its significant words
 * and each of its numbers, whatever the case, accents, punctuation, plural, unit's form and writing of numbers; an address, a mail
 * address and what stands in quotes as a whole, and a name not put together from parts of others. Else it is one of the transforms
 * of what the user said (`transforms.ts`), and the reason says of what.
 * Exempt: the definition's `ungrounded` arguments, enums, constants, defaults, true, false and null.
 */
export function checkGrounding(call: ToolCall, definition: ToolDefinition, ground: Ground): Verdict {
  const exempt = new Set(definition.ungrounded);
  const properties = definition.parameters.properties ?? {};
  const changed: string[] = [];
  for (const [name, value] of Object.entries(call.arguments)) {
    if (exempt.has(name) || isFixed(properties[name], value) || isGrounded(value, ground)) continue;
    const shown = JSON.stringify(value).slice(0, 80);
    const transform = transformOf(value, ground.said, unitHint(name, properties[name], call.arguments));
    if (transform === null) {
      const reason = `${call.name}: "${name}" is ${shown}, which stands nowhere in the conversation.`;
      return { check: 'grounding', passed: false, reason };
    }
    changed.push(`"${name}" ${shown} is "${transform.from.slice(0, 80)}" (${transform.by})`);
  }
  const reason =
    changed.length === 0
      ? 'All arguments stand in the conversation.'
      : `All arguments come from the conversation: ${changed.join(', ')}.`;
  return { check: 'grounding', passed: true, reason };
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
  const mail = text.match(mailAddress) ?? [];
  if (!mail.every((each) => ground.mailAddresses.has(each.toLowerCase()))) return false;
  if (ground.text.includes(plain(text))) return true;
  if (!quoted(text).every((part) => ground.text.includes(plain(part)))) return false;
  if (isName(text) && isJoinedName(text, ground.written)) return false;
  const areNumbersKnown = numbersOf(text).every((values) => values.some((value) => ground.values.has(value)));
  return areNumbersKnown && wordsOf(text).every((word) => isWordGrounded(word, ground));
}

/** What stands in double quotes. */
function quoted(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]{2,})"|“([^”]{2,})”|«([^»]{2,})»/gu)].map(
    ([, plainly = '', curly = '', angled = '']) => plainly || curly || angled,
  );
}

function isWordGrounded(word: string, ground: Ground): boolean {
  if (functionWords.has(word) || ground.words.has(word)) return true;
  // Scripts without spaces between words have no word list to look in.
  if (!/^\p{Script=Latin}+$/u.test(word)) return ground.text.includes(word);
  const symbol = namedUnit(word)?.symbol;
  for (const known of ground.words) {
    if (isSameStem(word, known)) return true;
    if (symbol !== undefined && namedUnit(known)?.symbol === symbol) return true;
  }
  return false;
}

/**
 * `minute` and `minutes`, `remind` and `reminder`: one begins with four or more letters of the other and ends near; of three
 * letters, one is the other's plural.
 */
function isSameStem(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length === 3) return long === `${short}s` || long === `${short}es`;
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
