import type { KeyValues } from '../../key-values.ts';

/** Values that last as long as the object does. */
export function memoryValues(): KeyValues {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => values.get(key),
    put: async (key, value) => void values.set(key, value),
    close: () => {},
  };
}
