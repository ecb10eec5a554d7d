import type { JsonObject, JsonSchema } from '@kinglet/spec';
import { namedUnit } from '@kinglet/tools';

/** Units that are ordinary words or single letters: no hint in a name or a description. */
const ordinary =
  /^(?:in|k|m|s|h|d|t|b|c|g|l|a|n|f|j|w|y|mo|ac|as|at|hand|chain|turn|point|bar|mil|grain|stone|st|ct|meg|us|ps|pa|min|pt|au|ton|yard)$/i;
const unitNames = /^(?:unit|units|uom|.*_?unit)$/i;

/**
 * The unit that a number argument is in, as its tool says it: at the end of the argument's name (`durationMinutes`,
 * `weight_kg`), in its description (`in seconds`), or in another argument of the call that is named a unit. Null where
 * nothing says.
 */
export function unitHint(name: string, schema: JsonSchema | undefined, args: JsonObject): string | null {
  const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  const last = words.at(-1) ?? '';
  if (words.length > 1 && isUnit(last)) return last;
  if (words.length === 1 && isUnit(name) && name.length > 3) return name;
  const said = /(?:\bin|\() ?(\p{L}[\p{L}²³°/]*)\b/gu;
  for (const [, word = ''] of (schema?.description ?? '').slice(0, 400).matchAll(said)) {
    if (isUnit(word)) return word;
  }
  for (const [key, value] of Object.entries(args)) {
    if (unitNames.test(key) && typeof value === 'string' && namedUnit(value) !== null) return value;
  }
  return null;
}

/** `min` alone is a minimum as often as a minute. */
function isUnit(word: string): boolean {
  return !ordinary.test(word) && namedUnit(word) !== null;
}
