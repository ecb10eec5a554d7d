import type { Json } from '@kinglet/spec';
import { type PythonType, pythonType } from './python-value.ts';

/** Types of a function's description, with what they are in Python. */
const pythonTypes: Readonly<Record<string, PythonType>> = {
  string: 'str',
  integer: 'int',
  float: 'float',
  boolean: 'bool',
  array: 'list',
  tuple: 'list',
  dict: 'dict',
  any: 'str',
};

/** What a parameter's declaration asks for; `items` of an array or tuple, else null. */
export interface ExpectedType {
  readonly type: PythonType;
  readonly items: PythonType | null;
}

/** Null where the declaration names a type that the leaderboard does not know. */
export function expectedType(declared: Json | undefined, items: Json | undefined): ExpectedType | null {
  const type = named(declared);
  if (type === null) return null;
  return { type, items: type === 'list' ? named(items) : null };
}

function named(type: Json | undefined): PythonType | null {
  return typeof type === 'string' && Object.hasOwn(pythonTypes, type) ? (pythonTypes[type] ?? null) : null;
}

/**
 * Whether a value has the declared type, or that of the answers, which is how the leaderboard writes a variable (`x` for
 * a number): then `variable`, and it is compared as it stands. Only the first level of items is looked at.
 */
export function checkType(
  value: Json,
  expected: ExpectedType,
  answers: readonly Json[],
): 'declared' | 'variable' | 'wrong' {
  const answerType = typeOfAnswers(answers);
  const isVariable = answerType !== null && answerType !== expected.type;
  if (fits(value, expected.type)) {
    const { items } = expected;
    const areRight = items === null || answers.some((answer) => itemsFit(value, items, answer));
    if (!areRight) return 'wrong';
    return isVariable ? 'variable' : 'declared';
  }
  return pythonType(value) === answerType ? 'variable' : 'wrong';
}

/** Python turns an `int` into a `float` by itself; JSON does not tell `1.0` from `1`. */
function fits(value: Json, type: PythonType): boolean {
  const actual = pythonType(value);
  return actual === type || (type === 'float' && actual === 'int');
}

function itemsFit(value: Json, items: PythonType, answer: Json): boolean {
  if (!Array.isArray(answer)) return true;
  const members: readonly Json[] = Array.isArray(value) ? value : [];
  return members.every((member) => checkType(member, { type: items, items: null }, answer) !== 'wrong');
}

/** The type of the first answer that is one: `""` says that the parameter may be left out. */
function typeOfAnswers(answers: readonly Json[]): PythonType | null {
  const answer = answers.find((each) => each !== '');
  return answer === undefined ? null : pythonType(answer);
}
