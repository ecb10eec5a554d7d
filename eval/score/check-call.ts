import { isJsonObject, type Json, type JsonObject } from '@kinglet/spec';
import type { MadeCall, PossibleAnswers, RightCall, RowFunction } from '../rows/row.ts';
import { checkType, expectedType } from './check-type.ts';
import { checkValue } from './check-value.ts';
import { isIn } from './python-value.ts';

/** Null where the call is right by the leaderboard's rules, else what is wrong with it. */
export function callMistake(
  call: MadeCall,
  right: RightCall,
  functions: readonly RowFunction[],
): string | null {
  const [entry] = Object.entries(right);
  if (entry === undefined) return 'the row names no function';
  const [name, answers] = entry;
  if (call.name !== name) return `called ${call.name}, not ${name}`;
  const parameters = functions.find((each) => each.name === name)?.parameters;
  if (parameters === undefined) return `the row does not describe ${name}`;
  const { properties = {}, required = [] } = parameters;
  const missing = Array.isArray(required)
    ? required.find((key) => !Object.hasOwn(call.arguments, String(key)))
    : undefined;
  if (missing !== undefined) return `missing required parameter ${missing}`;
  return argumentsMistake(call.arguments, answers, isJsonObject(properties) ? properties : {});
}

function argumentsMistake(
  values: JsonObject,
  answers: PossibleAnswers,
  properties: JsonObject,
): string | null {
  for (const [key, value] of Object.entries(values)) {
    const declared = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const possible = Object.hasOwn(answers, key) ? answers[key] : undefined;
    if (!isJsonObject(declared) || possible === undefined) return `unexpected parameter ${key}`;
    const mistake = valueMistake(value, declared, possible);
    if (mistake !== null) return `${key}: ${mistake}`;
  }
  const left = Object.keys(answers).find((key) => !Object.hasOwn(values, key) && !answers[key]?.includes(''));
  return left === undefined ? null : `left out ${left}, which this row needs`;
}

function valueMistake(value: Json, declared: JsonObject, answers: readonly Json[]): string | null {
  const items = isJsonObject(declared['items']) ? declared['items']['type'] : undefined;
  const expected = expectedType(declared['type'], items);
  if (expected === null) return `the row declares an unknown type ${JSON.stringify(declared['type'])}`;
  const type = checkType(value, expected, answers);
  if (type === 'wrong') return `${JSON.stringify(value)} is not of type ${declared['type']}`;
  if (type === 'declared') return checkValue(value, expected, answers);
  return isIn(value, answers) ? null : `${JSON.stringify(value)} is not one of ${JSON.stringify(answers)}`;
}
