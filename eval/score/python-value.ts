import type { Json } from '@kinglet/spec';

/** Python's name for what a JSON value becomes there. JSON has one kind of number: a whole one counts as an `int`. */
export type PythonType = 'str' | 'int' | 'float' | 'bool' | 'list' | 'dict' | 'NoneType';

export function pythonType(value: Json): PythonType {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
}

/** Python's `==`: by value at any depth, keys in any order, and `True == 1`. */
function pythonEquals(left: Json, right: Json): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length && left.every((item, index) => pythonEquals(item, right[index] ?? null))
    );
  }
  if (isDict(left) && isDict(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && pythonEquals(left[key] ?? null, right[key] ?? null))
    );
  }
  return number(left) === number(right);
}

/** Python's `value in list`. */
export function isIn(value: Json, list: readonly Json[]): boolean {
  return list.some((item) => pythonEquals(value, item));
}

export function isDict(value: Json): value is { readonly [key: string]: Json } {
  return pythonType(value) === 'dict';
}

/** Booleans are numbers in Python. */
function number(value: Json): Json {
  return typeof value === 'boolean' ? Number(value) : value;
}
