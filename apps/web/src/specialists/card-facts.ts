import { formatNumber, formatPercent } from '@kinglet/element';
import { isJsonObject, type Json, type JsonObject } from '@kinglet/spec';
import { strings } from '../strings.ts';

const words = strings.specialists;
const maxFacts = 40;
const maxLength = 400;
/** What a reader wants to know first. */
const first = ['scores', 'weaknesses', 'data', 'sources'];
/** Said elsewhere. */
const known = ['name', 'summary', 'id', 'licence'];

/**
 * What a specialist's card says, as name and value in reading order. A card is text of whoever made the file: any JSON is
 * taken, and long texts are cut.
 */
export function cardFacts(card: JsonObject | null): readonly (readonly [name: string, value: string])[] {
  if (!card) return [];
  const keys = Object.keys(card).filter((key) => !known.includes(key));
  const sorted = [
    ...first.filter((key) => keys.includes(key)),
    ...keys.filter((key) => !first.includes(key)),
  ];
  return sorted.flatMap((key) => factsOf(key, card[key] ?? null)).slice(0, maxFacts);
}

function factsOf(key: string, value: Json): readonly (readonly [string, string])[] {
  const name = nameOf(key);
  if (isJsonObject(value) && scoreText(value) === null) {
    return Object.entries(value).map(([inner, part]) => [`${name}: ${nameOf(inner)}`, textOf(part)] as const);
  }
  return [[name, textOf(value)]];
}

function textOf(value: Json): string {
  return cut(valueText(value));
}

function valueText(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value);
  if (value === null) return words.unknown;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (!isJsonObject(value)) return '';
  return (
    scoreText(value) ??
    Object.entries(value)
      .map(([key, part]) => `${nameOf(key)} ${valueText(part)}`)
      .join(', ')
  );
}

/** A score with its interval: `72% (68% to 76%, 200 rows)`; null where the object is none. */
function scoreText({ accuracy, low, high, n }: JsonObject): string | null {
  if (typeof accuracy !== 'number') return null;
  if (typeof low !== 'number' || typeof high !== 'number') return formatPercent(accuracy);
  const rows = typeof n === 'number' ? formatNumber(n) : null;
  return words.score(formatPercent(accuracy), formatPercent(low), formatPercent(high), rows);
}

/** `trainHours` and `train_hours` are `Train hours`. */
function nameOf(key: string): string {
  const spaced = key
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return cut(words.cardNames[key] ?? `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`);
}

function cut(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
