import { callForm, textParsers } from '@kinglet/engines/testing/stream-parsers';
import { isJsonObject, type Json } from '@kinglet/spec';
import { parseCall } from '@kinglet/tools';
import { cut, mutated, type Random, randomCall, tools } from './random-texts.ts';

export interface CallTexts {
  readonly count: number;
  /** How many were read as calls that may run. */
  readonly valid: number;
  readonly refused: number;
  /** Replies that were text, or an unfinished call. */
  readonly other: number;
  readonly slowestMs: number;
  /** What did not hold, with the text. */
  readonly faults: readonly string[];
}

/** Reads mutated calls as a model's replies: none throws, and what is let through is what the text says and fits its schema. */
export function fuzzCallTexts(random: Random, count: number, nowMs: () => number): CallTexts {
  const read = textParsers(tools)['reply with a call'];
  if (read === undefined) throw new Error('There is no parser of replies.');
  const faults: string[] = [];
  const seen = { valid: 0, refused: 0, other: 0 };
  let slowestMs = 0;
  for (let index = 0; index < count; index += 1) {
    const { name, args } = randomCall(random);
    const inside = mutated(`${name}${callForm.middle}${JSON.stringify(args)}${callForm.close}`, random);
    const reply = random() < 0.9 ? callForm.open + inside : mutated(callForm.open + inside, random);
    const startMs = nowMs();
    try {
      const pieces = cut(reply, (text, from, to) => text.slice(from, to), random);
      const [call] = read(pieces).calls;
      if (call === undefined) seen.other += 1;
      else {
        const parsed = parseCall({ id: 'c', ...call }, tools);
        seen[parsed.ok ? 'valid' : 'refused'] += 1;
        const fault = parsed.ok
          ? faultOf(parsed.call.name, parsed.call.arguments, call)
          : reasonFault(parsed.reason);
        if (fault !== null) faults.push(`${fault}: ${JSON.stringify(reply).slice(0, 300)}`);
      }
    } catch (thrown) {
      faults.push(`threw ${String(thrown)}: ${JSON.stringify(reply).slice(0, 300)}`);
    }
    slowestMs = Math.max(slowestMs, nowMs() - startMs);
  }
  if (Object.hasOwn(Object.prototype, 'isAdmin')) faults.push('Object.prototype was changed');
  return { count, ...seen, slowestMs, faults };
}

function faultOf(name: string, args: Json, said: { name: string; argumentsText: string }): string | null {
  if (name !== said.name || !tools.some((tool) => tool.name === name)) return 'another tool than was named';
  if (!isJsonObject(args)) return 'arguments that are no object';
  const written = said.argumentsText.trim() === '' ? '{}' : said.argumentsText;
  if (visible(args) !== visible(JSON.parse(written) as Json)) return 'other arguments than were written';
  return JSON.stringify(args).includes('"__proto__":') ? 'a trap among the arguments' : null;
}

/** Letters, digits and the marks of JSON: what nobody can see is taken out of what is let through. */
function visible(value: Json): string {
  return JSON.stringify(value)
    .replace(/\\(?:u[0-9a-f]{4}|[nrbft])/g, '')
    .replace(/[^\p{L}\p{N}[\]{}",:.+-]/gu, '');
}

/** A model reads it, and so does a person. */
function reasonFault(reason: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
  if (/[\u0000-\u0008\u202a-\u202e]/.test(reason)) return 'hidden characters in a reason';
  return reason.length === 0 || reason.length > 1_000 ? 'a reason of no use' : null;
}
