import type { Json, ToolCall, ToolDefinition, Verdict } from '@kinglet/spec';
import { plain } from './tokens.ts';

/** Longest text that is compared letter by letter. */
const maxCompared = 60;

/**
 * [V5] A value of a fixed list stands in the list. One that differs in case, accents or punctuation only is spelled as the list
 * has it; for another the closest one is named. The verdict is null where every value is spelled right or has no list.
 */
export function checkEnums(
  call: ToolCall,
  { parameters: { properties = {} } }: ToolDefinition,
): { readonly call: ToolCall; readonly verdict: Verdict | null } {
  const spelled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(call.arguments)) {
    const allowed = Object.hasOwn(properties, name) ? listOf(properties[name]) : null;
    if (allowed === null || typeof value !== 'string' || allowed.includes(value)) continue;
    const letters = plain(value).trim();
    const same = allowed.filter((text) => letters !== '' && plain(text).trim() === letters);
    const [only] = same;
    if (only === undefined || same.length > 1) {
      return { call, verdict: { check: 'enum', passed: false, reason: refusal(call, name, value, allowed) } };
    }
    spelled[name] = only;
  }
  const changes = Object.entries(spelled);
  if (changes.length === 0) return { call, verdict: null };
  const words = changes.map(
    ([name, to]) => `"${name}" ${shown(call.arguments[name])} is meant as ${shown(to)}`,
  );
  const reason = `${call.name}: ${words.join(', ')}.`;
  return {
    call: { ...call, arguments: { ...call.arguments, ...spelled } },
    verdict: { check: 'enum', passed: true, reason },
  };
}

/** Null where the property is no list of texts alone. */
function listOf(property: { enum?: readonly Json[] } | undefined): readonly string[] | null {
  const values = property?.enum ?? [];
  const texts = values.filter((value) => typeof value === 'string');
  return texts.length === 0 || texts.length < values.length ? null : texts;
}

function refusal(call: ToolCall, name: string, value: string, allowed: readonly string[]): string {
  const close = closest(value, allowed);
  const hint = close === null ? '' : ` The closest is ${shown(close)}.`;
  const list = allowed.slice(0, 12).map(shown).join(', ');
  const more = allowed.length > 12 ? ` and ${allowed.length - 12} more` : '';
  return `${call.name}: "${name}" is ${shown(value)}, which is none of ${list}${more}.${hint}`;
}

function shown(value: Json | undefined): string {
  return JSON.stringify(value ?? null).slice(0, 80);
}

/** The one with the fewest letters to change; null where more than half would have to. */
function closest(value: string, allowed: readonly string[]): string | null {
  const wanted = plain(value).trim().slice(0, maxCompared);
  if (wanted === '') return null;
  let best: { readonly text: string; readonly distance: number } | null = null;
  for (const text of allowed.slice(0, 200)) {
    const candidate = plain(text).trim().slice(0, maxCompared);
    if (candidate === '') continue;
    const distance =
      candidate.startsWith(wanted) || wanted.startsWith(candidate) ? 1 : edits(wanted, candidate);
    const isNear = distance <= Math.max(wanted.length, candidate.length) / 2;
    if (isNear && (best === null || distance < best.distance)) best = { text, distance };
  }
  return best?.text ?? null;
}

/** Levenshtein's distance. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
