import type { KeyValues } from '../../key-values.ts';

/** Values that are gone with the test, cloned as a store would. */
export function memoryValues(): KeyValues {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => structuredClone(values.get(key)),
    put: async (key, value) => void values.set(key, structuredClone(value)),
    close: () => {},
  };
}
