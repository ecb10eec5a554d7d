import type { ToolCall, ToolDefinition, Verdict } from '@kinglet/spec';
import { namedUnit } from '@kinglet/tools';
import type { Ground } from './grounding.ts';
import { isSame } from './transforms.ts';
import { unitHint } from './unit-hint.ts';

/**
 * [V6] A number is in the unit that its tool asks for (`unitHint`). One that the user said in another unit is refused until it
 * is converted: 90, where 90 seconds were said and the argument is in minutes. Limits of the schema are V1's. Null where no
 * argument says its unit, or the user said none of that kind.
 */
export function checkRange(call: ToolCall, { parameters }: ToolDefinition, ground: Ground): Verdict | null {
  let found = false;
  for (const [name, value] of Object.entries(call.arguments)) {
    if (typeof value !== 'number') continue;
    const unit = unitHint(name, parameters.properties?.[name], call.arguments);
    const wanted = unit === null ? null : namedUnit(unit);
    if (unit === null || wanted === null) continue;
    const said = ground.said.amounts.filter(({ dimension }) => dimension === wanted.dimension);
    if (said.length === 0) continue;
    found = true;
    if (said.some((amount) => fits(amount.in(unit), value))) continue;
    const other = said.find(({ text }) => numberOf(text) === Math.abs(value));
    const right = other?.in(unit) ?? null;
    if (other === undefined || right === null) continue;
    const reason = `${call.name}: "${name}" is ${value}, but the conversation says ${other.text}, which is ${right} in the unit that it takes (${unit}).`;
    return { check: 'range', passed: false, reason };
  }
  return found
    ? { check: 'range', passed: true, reason: 'Amounts are in the units that the tool takes.' }
    : null;
}

function fits(converted: number | null, value: number): boolean {
  return converted !== null && (isSame(converted, value) || Math.round(converted) === value);
}

/** The number of `90 seconds`; NaN where the words have several or none. */
function numberOf(words: string): number {
  const numbers = words.match(/\d+(?:\.\d+)?/g) ?? [];
  return numbers.length === 1 ? Number(numbers[0]) : Number.NaN;
}
