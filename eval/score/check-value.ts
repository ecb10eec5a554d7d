import type { Json } from '@kinglet/spec';
import type { ExpectedType } from './check-type.ts';
import { isDict, isIn } from './python-value.ts';
import { standardise, standardiseText } from './standardise.ts';

/** Whether a value of its declared type is one of the answers. Null where it is, else what is wrong. */
export function checkValue(value: Json, expected: ExpectedType, answers: readonly Json[]): string | null {
  if (isDict(value)) return checkDict(value, answers);
  if (Array.isArray(value)) {
    return expected.items === 'dict' ? checkDictList(value, answers) : checkList(value, answers);
  }
  return checkPlain(value, expected.type === 'str', answers);
}

function checkPlain(value: Json, isText: boolean, answers: readonly Json[]): string | null {
  if (!isText || typeof value !== 'string') return isIn(value, answers) ? null : notOneOf(value, answers);
  const texts = answers.filter((answer) => typeof answer === 'string').map(standardise);
  return texts.includes(standardise(value)) ? null : notOneOf(value, answers);
}

/** Items in order; texts standardised on the first level only. */
function checkList(value: readonly Json[], answers: readonly Json[]): string | null {
  const lists = answers.map((answer) => members(answer).map(standardiseText));
  return isIn(value.map(standardiseText), lists) ? null : notOneOf(value, answers);
}

/** An answer of a list may be `""`, which Python reads as a list without items. */
function members(answer: Json): readonly Json[] {
  if (typeof answer === 'string') return [...answer];
  return Array.isArray(answer) ? answer : [];
}

/** Each key has a list of answers of its own, in which `""` says that it may be left out. */
function checkDict(value: { readonly [key: string]: Json }, answers: readonly Json[]): string | null {
  let wrong: string | null = 'no answer is a dict';
  for (const answer of answers) {
    if (!isDict(answer)) continue;
    wrong = dictMistake(value, answer);
    if (wrong === null) return null;
  }
  return wrong;
}

function dictMistake(
  value: { readonly [key: string]: Json },
  answer: { readonly [key: string]: Json },
): string | null {
  for (const [key, member] of Object.entries(value)) {
    if (!Object.hasOwn(answer, key)) return `unexpected key ${key}`;
    const possible = members(answer[key] ?? null);
    if (!isIn(standardiseText(member), possible.map(standardiseText)))
      return `key ${key}: ${notOneOf(member, possible)}`;
  }
  const missing = Object.keys(answer).find(
    (key) => !Object.hasOwn(value, key) && !members(answer[key] ?? null).includes(''),
  );
  return missing === undefined ? null : `missing key ${missing}`;
}

/** Dicts in order. */
function checkDictList(value: readonly Json[], answers: readonly Json[]): string | null {
  let wrong: string | null = notOneOf(value, answers);
  for (const answer of answers) {
    const dicts = members(answer);
    if (dicts.length !== value.length) continue;
    wrong =
      value
        .map((item, index) =>
          isDict(item) ? checkDict(item, [dicts[index] ?? null]) : 'an item is not a dict',
        )
        .find((mistake) => mistake !== null) ?? null;
    if (wrong === null) return null;
  }
  return wrong;
}

function notOneOf(value: Json, answers: readonly Json[]): string {
  return `${JSON.stringify(value)} is not one of ${JSON.stringify(answers)}`;
}
